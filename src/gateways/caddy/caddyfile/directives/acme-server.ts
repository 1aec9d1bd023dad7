import { boolean, type JsonMap, listIn, map, mapIn, put, text } from "../json.ts";
import { takeMatchers } from "../matchers/index.ts";
import { routeOf } from "../routes.ts";
import type { ConfigValue, Directive } from "../run.ts";
import {
  duration,
  flag,
  moreWords,
  readBlock,
  type Subdirective,
  type Subdirectives,
  words,
} from "../subdirectives.ts";
import { handler } from "./handler.ts";

const rules =
  (key: string): Subdirective =>
  (d, into, helper) => {
    const made = mapIn(mapIn(into, "policy", d.token()), key, d.token());
    const lines: Subdirectives = { domains: moreWords("domains"), ip_ranges: moreWords("ip_ranges") };
    readBlock(d, made, helper, lines);
  };

const challenges: Subdirective = (d, into) => {
  for (const word of d.remaining())
    listIn(into, "challenges", word).items.push(text(word, word.text.toLowerCase()));
};

const LINES: Subdirectives = {
  ca: (d, into) => {
    const value = d.argument();
    if (d.nextArg()) d.wrongCount();
    put(into, "ca", text(value, value.text));
  },
  lifetime: duration("lifetime"),
  resolvers: words("resolvers", "must specify at least one resolver address"),
  challenges,
  allow_wildcard_names: (d, into) =>
    put(mapIn(into, "policy", d.token()), "allow_wildcard_names", boolean(d.token(), true)),
  allow: rules("allow"),
  deny: rules("deny"),
  sign_with_root: flag("sign_with_root"),
};

/** `acme_server`: Caddy as the authority of others (modules/caddypki/acmeserver/caddyfile.go) */
export const acmeServer: Directive = (d, helper) => {
  d.next();
  const at = d.token();
  const matchers = takeMatchers(d, helper);
  d.next();
  if (d.nextArg()) d.wrongCount();
  const made: JsonMap = handler(at, "acme_server");
  readBlock(d, made, helper, LINES, (line) => {
    // before, words that it does not know were passed over
    if (helper.run.since("2.7.0")) line.refuse(`unrecognized ACME server directive: ${line.value()}`);
    line.remaining();
  });
  const values: ConfigValue[] = [{ kind: "route", directive: at.text, route: routeOf(at, matchers, made) }];
  const authority = made.fields.get("ca");
  if (authority?.kind === "text")
    values.push({ kind: "authority", name: authority.value, authority: map(at) });
  return values;
};
