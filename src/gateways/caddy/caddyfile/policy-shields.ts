import { copyOf, itemsIn, type JsonMap, list, map, putAlways, text } from "./json.ts";
import type { Token } from "./token.ts";

interface Shielded {
  readonly at: Token;
  readonly hosts: readonly string[];
}

/**
 * A policy for `*.name` that asks for a certificate of the client would also ask it of sites with a name below that have no
 * settings of their own: these get a copy of it that does not, in front of it (httpcaddyfile/httptype.go).
 */
export function shieldHosts(policies: readonly JsonMap[], empty: readonly Shielded[]): JsonMap[] {
  const wildcards = policies.map((policy) =>
    policy.fields.has("client_authentication") ? namesOf(policy).filter((name) => name.includes("*")) : [],
  );
  const shields = policies.map(() => new Set<string>());
  for (const host of empty.flatMap(({ hosts }) => hosts)) {
    const at = wildcards.findIndex((names) => names.some((name) => covers(name, host)));
    shields[at]?.add(host);
  }
  return policies.flatMap((policy, index) => {
    const hosts = [...(shields[index] ?? [])].sort();
    if (hosts.length === 0) return [policy];
    const shield = copyOf(policy);
    shield.fields.delete("client_authentication");
    const { at } = policy;
    putAlways(
      shield,
      "match",
      map(at, {
        sni: list(
          at,
          hosts.map((host) => text(at, host)),
        ),
      }),
    );
    return [shield, policy];
  });
}

function namesOf(policy: JsonMap): readonly string[] {
  const match = policy.fields.get("match");
  const names = match?.kind === "map" ? itemsIn(match, "sni") : [];
  return names.flatMap((name) => (name.kind === "text" ? [name.value] : []));
}

/** `certmagic.MatchWildcard`: any one label may be a star. */
export function covers(wildcard: string, host: string): boolean {
  const one = wildcard.toLowerCase();
  const other = host.toLowerCase();
  if (one === other || !one.includes("*")) return one === other;
  const labels = other.split(".");
  return labels.some((label, index) => {
    if (label === "") return false;
    return labels.map((old, at) => (at === index ? "*" : old)).join(".") === one;
  });
}
