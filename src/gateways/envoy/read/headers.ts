import type { HeaderSetting, Placeholder, Template } from "../../../model/forward.ts";
import { locationOf, type Value } from "../../../text/tree.ts";
import { get, text } from "../message.ts";

/** Command operators that uhc can fill in (docs: HTTP header manipulation, access log operators). */
const KNOWN: ReadonlyMap<string, Placeholder["kind"]> = new Map<string, Placeholder["kind"]>([
  ["REQ(:AUTHORITY)", "request-host"],
  ["REQ(HOST)", "request-host"],
  ["REQ(:PATH)", "request-uri"],
  ["REQ(:SCHEME)", "scheme"],
  ["PROTOCOL", "unknown"],
  ["DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT", "client-address"],
  ["DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT", "client-address"],
]);

/** A value with command operators, "%REQ(:AUTHORITY)%"; `%%` stands for a percent sign. */
export function toTemplate(value: string): Template {
  const parts: (string | Placeholder)[] = [];
  let end = 0;
  for (const match of value.matchAll(/%%|%([A-Z_]+(?:\([^%]*\))?(?::\d+)?)%/g)) {
    if (match.index > end) parts.push(value.slice(end, match.index));
    const [raw, operator] = match;
    if (operator === undefined) parts.push("%");
    else parts.push({ kind: KNOWN.get(operator) ?? "unknown", raw });
    end = match.index + raw.length;
  }
  if (end < value.length) parts.push(value.slice(end));
  return joined(parts);
}

function joined(parts: readonly (string | Placeholder)[]): Template {
  const template: (string | Placeholder)[] = [];
  for (const part of parts) {
    const last = template.at(-1);
    if (typeof part === "string" && typeof last === "string") template[template.length - 1] = last + part;
    else template.push(part);
  }
  return template;
}

/** `HeaderValueOption`s, or bare `HeaderValue`s. */
export function readHeaderList(options: readonly Value[]): readonly HeaderSetting[] {
  return options.flatMap((option) => {
    const header = get(option, "header") ?? option;
    const name = text(header, "key");
    if (name === undefined || name === "") return [];
    return [{ name, value: toTemplate(text(header, "value") ?? ""), location: locationOf(header) }];
  });
}
