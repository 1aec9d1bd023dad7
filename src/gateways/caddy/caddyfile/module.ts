import { similarName } from "../../../model/similar-name.ts";
import type { Dispenser } from "./dispenser.ts";
import { dispense } from "./dispenser.ts";
import { type JsonMap, list, map, text } from "./json.ts";
import type { Helper } from "./run.ts";
import type { Token } from "./token.ts";

/** Reads what stands behind the name of a module into it; the dispenser stands before the name. */
export type Module = (d: Dispenser, into: JsonMap, helper: Helper) => void;

export type Modules = Readonly<Record<string, Module>>;

/** A module that takes no words. */
export const bare: Module = (d) => {
  d.next();
  if (d.nextArg()) d.wrongCount();
};

/**
 * Reads a module whose name the dispenser stands at; `key` says under what the name is kept. One that Caddy itself has
 * not is kept word by word: it may come from others.
 */
export function readModule(
  d: Dispenser,
  helper: Helper,
  kind: { readonly key: string; readonly namespace: string; readonly modules: Modules },
): JsonMap {
  const name = d.token();
  const made = map(name, { [kind.key]: text(name, name.text) });
  const read = Object.hasOwn(kind.modules, name.text) ? kind.modules[name.text] : undefined;
  if (read !== undefined) {
    read(dispense(d.segment()), made, helper);
    return made;
  }
  const meant = similarName(name.text, Object.keys(kind.modules));
  if (meant !== undefined)
    d.refuse(
      `getting module named '${kind.namespace}.${name.text}': module not registered: ${kind.namespace}.${name.text}; did you mean ${meant}?`,
    );
  helper.run.onNote(
    `the module ${kind.namespace}.${name.text} is none of Caddy itself; what it does is not known`,
  );
  made.fields.set("words", list(name, rest(d.segment())));
  return made;
}

function rest(segment: readonly Token[]) {
  return segment.slice(1).map((word) => text(word, word.text));
}
