import { copyOf, isSame, type JsonMap, list, map, put, putAlways, text } from "./json.ts";
import { mergePolicies } from "./merge-policies.ts";
import { hostsOf, httpPort, httpsPort, type ServedSite } from "./pairings.ts";
import { shieldHosts } from "./policy-shields.ts";
import type { Run } from "./run.ts";
import type { SiteAddress } from "./site-address.ts";
import type { Token } from "./token.ts";

export interface Policies {
  readonly all: readonly JsonMap[];
  /** How many there are before one for all other names is added. */
  readonly beforeCatchAll: number;
}

/** What a server says in TLS handshakes, by the name asked for (httpcaddyfile/httptype.go, `serversFromPairings`). */
export function connectionPolicies(
  sites: readonly ServedSite[],
  automatic: JsonMap,
  run: Run,
  at: Token,
): Policies {
  const policies: JsonMap[] = [];
  const empty: { readonly at: Token; readonly hosts: readonly string[] }[] = [];
  let takesAll = false;
  for (const site of sites) {
    const own = site.site.values.flatMap((value) =>
      value.kind === "connection-policy" ? [value.policy] : [],
    );
    const hosts = hostsOf(site);
    const isForced = site.site.values.some(({ kind }) => kind === "force-automate");
    for (const value of own) {
      const policy = withNames(value, hosts, run);
      const isEmpty = [...policy.fields.keys()].every((key) => key === "match");
      if (!isEmpty || (isForced && hosts.length > 0)) {
        policies.push(policy);
        takesAll = hosts.length === 0;
      } else if (hosts.length > 0) empty.push({ at, hosts });
    }
    const specific = hosts.filter((host) => !host.includes("*"));
    if (own.length === 0 && specific.length > 0) empty.push({ at, hosts: specific });
  }
  const all = run.since("2.11.0") ? shieldHosts(policies, empty) : policies;
  const beforeCatchAll = all.length;
  const needsCatchAll = sites.some((site) => qualifiesForTls(site, automatic, run));
  const { defaultSni, fallbackSni } = run.options;
  const isAdded = isAddedByItself(sites, automatic, run);
  const isDefaultSet = defaultSni !== undefined || fallbackSni !== undefined;
  if (needsCatchAll && !takesAll && (beforeCatchAll > 0 || !isAdded || isDefaultSet))
    all.push(withNames(map(at), [], run));
  return { all: mergePolicies(all, run), beforeCatchAll };
}

/** The policy for the names of a site; one for all names also takes the names that are assumed. */
function withNames(value: JsonMap, hosts: readonly string[], { options }: Run): JsonMap {
  const policy = copyOf(value);
  const { defaultSni, fallbackSni } = options;
  const names = [...hosts];
  if (defaultSni !== undefined && (hosts.length === 0 || hosts.includes(defaultSni.text))) {
    if (hosts.length > 0) names.push("");
    put(policy, "default_sni", text(defaultSni, defaultSni.text));
  } else if (fallbackSni !== undefined && hosts.includes(fallbackSni.text)) {
    names.push("");
    put(policy, "fallback_sni", text(fallbackSni, fallbackSni.text));
  }
  if (hosts.length === 0 && fallbackSni !== undefined)
    put(policy, "fallback_sni", text(fallbackSni, fallbackSni.text));
  if (names.length > 0)
    putAlways(
      policy,
      "match",
      map(policy.at, {
        sni: list(
          policy.at,
          names.sort().map((one) => text(policy.at, one)),
        ),
      }),
    );
  return policy;
}

function qualifiesForTls(site: ServedSite, automatic: JsonMap, run: Run): boolean {
  const hasPolicy = site.site.values.some(({ kind }) => kind === "connection-policy");
  const plain = httpPort(run.options);
  return site.addresses.some((address) => {
    if (address.scheme === "https") return true;
    const hasHost = address.host !== "" && !isSkipped(address, automatic);
    const isOn = run.since("2.7.0") ? hasPolicy || hasHost : address.host !== "";
    return address.scheme !== "http" && address.port !== plain && isOn;
  });
}

function isSkipped({ host }: SiteAddress, automatic: JsonMap): boolean {
  const skipped = automatic.fields.get("skip");
  return skipped?.kind === "list" && skipped.items.some((one) => isSame(one, text(skipped.at, host)));
}

/** Whether Caddy adds the policy for all names itself when it starts. */
function isAddedByItself(sites: readonly ServedSite[], automatic: JsonMap, { options }: Run): boolean {
  if (automatic.fields.has("disable")) return false;
  const plain = httpPort(options);
  const secure = httpsPort(options);
  return sites
    .flatMap(({ addresses }) => addresses)
    .every(({ port, host }) => port === secure || (port !== plain && host !== ""));
}
