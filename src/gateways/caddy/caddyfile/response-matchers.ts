import type { Dispenser } from "./dispenser.ts";
import { dispense } from "./dispenser.ts";
import { type JsonMap, listIn, map, number, putAlways } from "./json.ts";
import { header } from "./matchers/fields.ts";
import type { Helper } from "./run.ts";
import { numberIn } from "./subdirectives.ts";

/** Reads `@name { status … header … }`, which is about answers (modules/caddyhttp/responsematchers.go). */
export function defineResponseMatcher(d: Dispenser, into: Map<string, JsonMap>, helper: Helper): void {
  d.next();
  const name = d.token();
  if (into.has(name.text)) d.refuse(`matcher is defined more than once: ${name.text}`);
  const made = map(name);
  for (const nesting = d.nesting(); d.nextArg() || d.nextBlock(nesting); ) {
    if (d.value() === "header") addHeaders(dispense(d.segment()), made, helper);
    else if (d.value() === "status") addStatus(d, made);
    else d.refuse(`unrecognized response matcher ${d.value()}`);
  }
  into.set(name.text, made);
}

function addHeaders(d: Dispenser, into: JsonMap, helper: Helper): void {
  const fields = header(d, "", helper);
  const known = into.fields.get("headers");
  if (fields.kind !== "map") return;
  if (known?.kind !== "map") {
    putAlways(into, "headers", fields);
    return;
  }
  for (const [field, value] of fields.fields) {
    const old = known.fields.get(field);
    if (old?.kind === "list" && value.kind === "list") old.items.push(...value.items);
    else known.fields.set(field, value);
  }
}

function addStatus(d: Dispenser, into: JsonMap): void {
  const codes = d.remaining();
  if (codes.length === 0) d.wrongCount();
  for (const code of codes) {
    const digits = code.text.length === 3 && code.text.endsWith("xx") ? code.text.slice(0, 1) : code.text;
    const value = numberIn(d, digits, "bad status value");
    listIn(into, "status_code", code).items.push(number(code, value));
  }
}
