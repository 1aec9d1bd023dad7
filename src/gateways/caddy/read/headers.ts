import type { HeaderSetting, Template } from "../../../model/forward.ts";
import { type Setting, written } from "../../../model/source.ts";
import { itemsOf, locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { entries, get, texts } from "../fields.ts";
import { toTemplate } from "../placeholder.ts";

export interface Headers {
  readonly headers: readonly HeaderSetting[];
  readonly host: Setting<Template> | undefined;
}

/** Operations on request headers (headers/headers.go): `add`, `set` and `delete`, the last ones winning. */
export function afterHeaders(before: Headers, request: Value | undefined): Headers {
  let { headers, host } = before;
  const removed = new Set(texts(request, "delete").map((name) => name.toLowerCase()));
  for (const operation of ["add", "set"])
    for (const [name, value] of entries(get(request, operation))) {
      const [first] = itemsOf(value);
      const text = first === undefined ? undefined : scalarText(first);
      if (first === undefined || text === undefined) continue;
      const location = locationOf(first);
      if (name.toLowerCase() === "host") host = written(toTemplate(text), location);
      else {
        const others = headers.filter((one) => one.name.toLowerCase() !== name.toLowerCase());
        headers = [...(operation === "set" ? others : headers), { name, value: toTemplate(text), location }];
      }
    }
  return { headers: headers.filter(({ name }) => !removed.has(name.toLowerCase())), host };
}
