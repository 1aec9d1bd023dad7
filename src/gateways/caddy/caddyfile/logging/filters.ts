import { type JsonMap, listIn, map, number, put, putAlways, text } from "../json.ts";
import type { Module, Modules } from "../module.ts";
import { numberIn, readBlock, type Subdirective, type Subdirectives } from "../subdirectives.ts";

const none: Module = () => {};

/** A filter of one word that may be missing. */
function optionalWord(key: string): Module {
  return (d, into) => {
    d.next();
    if (d.nextArg()) put(into, key, text(d.token(), d.value()));
  };
}

function maskLine(key: string): Subdirective {
  return (d, into) => {
    const value = d.argument();
    put(into, key, number(value, numberIn(d, value.text, "error parsing")));
  };
}

const ipMask: Module = (d, into, helper) => {
  d.next();
  const [four, six, ...more] = d.remaining();
  if (more.length > 0) d.refuse("too many arguments");
  if (four !== undefined) put(into, "ipv4_cidr", number(four, numberIn(d, four.text, "error parsing")));
  if (six !== undefined) put(into, "ipv6_cidr", number(six, numberIn(d, six.text, "error parsing")));
  readBlock(d, into, helper, { ipv4: maskLine("ipv4_cidr"), ipv6: maskLine("ipv6_cidr") });
};

/** What is done with parts of a query or of cookies; `name` is the field that says which. */
function actions(name: string): Module {
  return (d, into, helper) => {
    d.next();
    const act =
      (takesValue: boolean): Subdirective =>
      (line, made) => {
        const kind = line.token();
        const part = line.argument();
        const action = map(kind, { type: text(kind, kind.text) });
        putAlways(action, name, text(part, part.text));
        if (takesValue) {
          const value = line.argument();
          put(action, "value", text(value, value.text));
        }
        listIn(made, "actions", kind).items.push(action);
      };
    const lines: Subdirectives = { replace: act(true), hash: act(false), delete: act(false) };
    readBlock(d, into, helper, lines);
    if (!into.fields.has("actions")) putAlways(into, "actions", { kind: "null", at: into.at });
  };
}

const pattern: Module = (d, into) => {
  d.next();
  if (d.nextArg()) put(into, "regexp", text(d.token(), d.value()));
  if (d.nextArg()) put(into, "value", text(d.token(), d.value()));
};

const patterns: Module = (d, into, helper) => {
  d.next();
  const line: Subdirective = (one, made) => {
    const operation = map(one.token());
    const expression = one.argument();
    put(operation, "regexp", text(expression, expression.text));
    const value = one.argument();
    put(operation, "value", text(value, value.text));
    listIn(made, "operations", expression).items.push(operation);
  };
  readBlock(d, into, helper, { regexp: line });
  if (!into.fields.has("operations")) d.refuse("multi_regexp filter requires at least one regexp operation");
};

/** What is done with a field of a log (modules/logging/filters.go). */
export const FILTERS: Modules = {
  cookie: actions("name"),
  delete: none,
  hash: none,
  ip_mask: ipMask,
  multi_regexp: patterns,
  query: actions("parameter"),
  regexp: pattern,
  rename: optionalWord("name"),
  replace: optionalWord("value"),
  set_cookie: actions("name"),
};

/** Several patterns for one field become one filter. */
export function joinPatterns(known: JsonMap, added: JsonMap): JsonMap {
  const operation = ({ at, fields }: JsonMap): JsonMap => ({
    kind: "map",
    at,
    fields: new Map([...fields].filter(([key]) => key !== "filter")),
  });
  const isJoined = known.fields.has("operations");
  const joined = isJoined ? known : map(known.at, { filter: text(known.at, "multi_regexp") });
  const operations = listIn(joined, "operations", known.at).items;
  if (!isJoined) operations.push(operation(known));
  operations.push(operation(added));
  return joined;
}
