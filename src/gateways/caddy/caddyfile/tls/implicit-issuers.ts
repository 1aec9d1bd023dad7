import type { Origin } from "../../../../text/tree.ts";
import { copyOf, isSame, type Json, type JsonMap, list, map, putAlways, text, textIn } from "../json.ts";
import type { Run } from "../run.ts";

const ZEROSSL = "https://acme.zerossl.com/v2/DV90";

/** Who signs where nothing else is said: Let's Encrypt, and ZeroSSL where there is an address of a person. */
export function defaultIssuers(at: Origin, email: string, run: Run): JsonMap[] {
  const acme = map(at, { module: text(at, "acme") });
  if (!run.since("2.8.0")) return [acme, map(at, { module: text(at, "zerossl") })];
  if (email.trim() === "") return [acme];
  return [acme, map(at, { module: text(at, "acme"), ca: text(at, ZEROSSL), email: text(at, email) })];
}

/** The issuers that settings of ACME in `tls` stand for (`implicitACMEIssuers`, httpcaddyfile/tlsapp.go). */
export function implicitIssuers(acme: JsonMap, run: Run): JsonMap[] {
  if (!run.since("2.8.0")) return oldIssuers(acme);
  const global = run.options.issuers.filter((one) => textIn(one, "module") === "acme");
  const isOwn = textIn(acme, "ca") !== "";
  const base = isOwn
    ? [map(acme.at, { module: text(acme.at, "acme") })]
    : defaultIssuers(acme.at, textIn(acme, "email"), run);
  return (global.length > 0 ? global : base).map((one) => merged(one, acme));
}

/** Both default issuers with the same settings, unless there is a directory of one's own. */
function oldIssuers(acme: JsonMap): JsonMap[] {
  if (textIn(acme, "ca") !== "") return [acme];
  const zerossl = copyOf(acme);
  putAlways(zerossl, "module", text(acme.at, "zerossl"));
  return [acme, zerossl];
}

function merged(base: JsonMap, over: JsonMap): JsonMap {
  const made = copyOf(base);
  for (const [key, value] of over.fields) {
    const known = made.fields.get(key);
    putAlways(made, key, known === undefined ? value : both(known, value));
  }
  return made;
}

function both(known: Json, value: Json): Json {
  if (known.kind === "map" && value.kind === "map") return merged(known, value);
  if (known.kind !== "list" || value.kind !== "list") return value;
  const more = value.items.filter((one) => !known.items.some((old) => isSame(old, one)));
  return list(known.at, [...known.items, ...more]);
}
