import { isSame, itemsIn, type Json, type JsonMap, list, map, putAlways } from "./json.ts";
import { Refusal } from "./refusal.ts";
import type { Run } from "./run.ts";
import { startOf } from "./token.ts";

/**
 * Puts the policy for all names last and joins those that say the same (`consolidateConnPolicies`,
 * httpcaddyfile/httptype.go).
 */
export function mergePolicies(policies: readonly JsonMap[], run: Run): JsonMap[] {
  const hasNames = (policy: JsonMap): boolean => policy.fields.has("match");
  const left = [...policies.filter(hasNames), ...policies.filter((one) => !hasNames(one))];
  for (let at = 0; at < left.length; at++)
    for (let other = 0; other < left.length; other++) {
      const one = left[at];
      const two = left[other];
      if (at === other || one === undefined || two === undefined) continue;
      const joined = join(one, two, other === at + 1, run);
      if (joined === undefined) continue;
      left[at] = joined;
      left.splice(other, 1);
      at--;
      break;
    }
  return left;
}

/** One policy for two; undefined where both are needed. */
function join(one: JsonMap, two: JsonMap, isNext: boolean, run: Run): JsonMap | undefined {
  if (isSame(one, two)) return one;
  if (isNext && namesAlone(one) && namesAlone(two) && isSame(settings(one), settings(two)))
    return withNames(one, two);
  if (!isSame(one.fields.get("match"), two.fields.get("match"))) return undefined;
  return combined(one, two, run);
}

function namesAlone(policy: JsonMap): boolean {
  const match = policy.fields.get("match");
  return match?.kind === "map" && match.fields.size === 1 && match.fields.has("sni");
}

function settings({ at, fields }: JsonMap): JsonMap {
  return { kind: "map", at, fields: new Map([...fields].filter(([key]) => key !== "match")) };
}

function withNames(one: JsonMap, two: JsonMap): JsonMap {
  const names = [one, two].flatMap((policy) => {
    const match = policy.fields.get("match");
    return match?.kind === "map" ? itemsIn(match, "sni") : [];
  });
  const made = settings(one);
  putAlways(made, "match", map(one.at, { sni: list(one.at, names) }));
  return made;
}

/** Settings that two policies for the same names may not give different values. */
const CONFLICTS: Readonly<Record<string, string>> = {
  alpn: "ALPN",
  cipher_suites: "cipher suites",
  client_authentication: "client auth configuration",
  curves: "curves",
  default_sni: "default SNI",
  fallback_sni: "fallback SNI",
  protocol_min: "min protocol",
  protocol_max: "max protocol",
};

function combined(one: JsonMap, two: JsonMap, run: Run): JsonMap {
  const fields = new Map(one.fields);
  for (const [key, value] of two.fields) {
    const known = fields.get(key);
    if (known === undefined) fields.set(key, value);
    else if (key === "certificate_selection") fields.set(key, joinedTags(known, value));
    else if (CONFLICTS[key] !== undefined && !isSame(known, value))
      run.onProblem(
        new Refusal(`two policies with same match criteria have conflicting ${CONFLICTS[key]}`, {
          ...startOf(value.at.source),
          offset: value.at.offset,
        }),
      );
  }
  return { kind: "map", at: one.at, fields };
}

function joinedTags(one: Json, two: Json): Json {
  if (one.kind !== "map" || two.kind !== "map") return one;
  const tags = [...itemsIn(one, "any_tag")];
  for (const tag of itemsIn(two, "any_tag")) if (!tags.some((old) => isSame(old, tag))) tags.push(tag);
  const fields = new Map(one.fields);
  fields.set("any_tag", list(one.at, tags));
  return { kind: "map", at: one.at, fields };
}
