import type { Dispenser } from "../dispenser.ts";
import type { JsonMap } from "../json.ts";
import { number, put, putAlways, text } from "../json.ts";
import { bare, type Module, type Modules, readModule } from "../module.ts";
import type { Helper } from "../run.ts";
import { durationOf, numberIn, readBlock, type Subdirective, unrecognizedQuoted } from "../subdirectives.ts";

/** `fallback <policy>` within a policy. */
const fallback: Subdirective = (d, into, helper) => {
  d.argument();
  if (into.fields.has("fallback")) d.refuse("fallback selection policy already specified");
  putAlways(into, "fallback", readPolicy(d, helper));
};

const withFallback = (d: Dispenser, into: JsonMap, helper: Helper): void => {
  readBlock(d, into, helper, { fallback }, unrecognizedQuoted("option"));
};

const weighted: Module = (d, into) => {
  d.next();
  const weights = d.remaining();
  if (weights.length === 0) d.wrongCount();
  const items = weights.map((one) => {
    const weight = numberIn(d, one.text, "invalid weight value");
    if (weight < 0) d.refuse(`invalid weight value '${one.text}': weight should be non-negative`);
    return number(one, weight);
  });
  putAlways(into, "weights", { kind: "list", at: weights[0] ?? d.token(), items });
};

const randomChoose: Module = (d, into) => {
  d.next();
  const count = d.argument();
  put(into, "choose", number(count, numberIn(d, count.text, "invalid choice value")));
};

const byQuery: Module = (d, into, helper) => {
  d.next();
  const key = d.argument();
  put(into, "key", text(key, key.text));
  withFallback(d, into, helper);
};

const byHeader: Module = (d, into, helper) => {
  d.next();
  const field = d.argument();
  put(into, "field", text(field, field.text));
  withFallback(d, into, helper);
};

const maxAge: Subdirective = (d, into) => {
  const value = d.argument();
  const age = durationOf(d, "invalid cookie max_age");
  if (age <= 0n) d.refuse(`invalid duration: ${value.text}, max_age should be non-zero and positive`);
  if (d.nextArg()) d.wrongCount();
  put(into, "max_age", number(value, age));
};

/** `cookie [name [secret]]` */
const byCookie: Module = (d, into, helper) => {
  d.next();
  const [name, secret, ...more] = d.remaining();
  if (more.length > 0) d.wrongCount();
  if (name !== undefined) put(into, "name", text(name, name.text));
  if (secret !== undefined) put(into, "secret", text(secret, secret.text));
  readBlock(d, into, helper, { fallback, max_age: maxAge }, unrecognizedQuoted("option"));
};

/** How an upstream is chosen (modules/caddyhttp/reverseproxy/selectionpolicies.go). */
const POLICIES: Modules = {
  client_ip_hash: bare,
  cookie: byCookie,
  first: bare,
  header: byHeader,
  ip_hash: bare,
  least_conn: bare,
  query: byQuery,
  random: bare,
  random_choose: randomChoose,
  round_robin: bare,
  uri_hash: bare,
  weighted_round_robin: weighted,
};

export function readPolicy(d: Dispenser, helper: Helper): JsonMap {
  return readModule(d, helper, {
    key: "policy",
    namespace: "http.reverse_proxy.selection_policies",
    modules: POLICIES,
  });
}
