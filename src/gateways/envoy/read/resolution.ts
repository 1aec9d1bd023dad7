import type { AddressPick, NameResolution } from "../../../model/config.ts";
import { targetText } from "../../../model/evidence.ts";
import { assumed, type Location, written } from "../../../model/source.ts";
import { locationOf, scalarText, type Value } from "../../../text/tree.ts";
import { get, list } from "../message.ts";
import type { Reading } from "../reading.ts";
import { readAddress } from "./address.ts";
import type { ClusterType } from "./cluster-type.ts";

/** c-ares asks each server for so long (source/extensions/network/dns_resolver/cares: query_timeout_seconds, 5 s). */
const QUERY_MS = 5_000;

/**
 * How the names of a cluster's endpoints become addresses: again and again, by c-ares, which reads the hosts file and
 * resolv.conf with its search list unless the config names resolvers. Undefined for a type that resolves nothing.
 */
export function resolutionOf(
  cluster: Value,
  type: ClusterType,
  reading: Reading,
  location: Location,
): NameResolution | undefined {
  if (type !== "strict-dns" && type !== "logical-dns") return undefined;
  const typed = get(get(cluster, "cluster_type"), "typed_config");
  const family = get(cluster, "dns_lookup_family") ?? get(typed, "dns_lookup_family");
  const word = family === undefined ? "" : (scalarText(family)?.toUpperCase() ?? "");
  const at = family === undefined ? location : locationOf(family);
  const { families, preferred } = familiesOf(word);
  const picks: AddressPick = { family: preferred, isFirstOnly: type === "logical-dns", location: at };
  const servers = resolversOf(cluster, typed, reading);
  if (servers === undefined) return { kind: "system", when: "run-time", families, picks };
  return {
    kind: "own",
    when: "run-time",
    resolvers: written(servers.names, servers.location),
    families,
    spares: "next",
    timeoutMs: assumed(QUERY_MS, location),
    picks,
  };
}

/** AUTO asks for IPv6 first and takes IPv4 only where there is none (cluster.proto, DnsLookupFamily). */
function familiesOf(word: string): {
  families: readonly ("ipv4" | "ipv6")[];
  preferred: AddressPick["family"];
} {
  switch (word) {
    case "V4_ONLY":
    case "1":
      return { families: ["ipv4"], preferred: undefined };
    case "V6_ONLY":
    case "2":
      return { families: ["ipv6"], preferred: undefined };
    case "V4_PREFERRED":
    case "3":
      return { families: ["ipv4", "ipv6"], preferred: "ipv4" };
    case "ALL":
    case "4":
      return { families: ["ipv6", "ipv4"], preferred: undefined };
    default:
      return { families: ["ipv6", "ipv4"], preferred: "ipv6" };
  }
}

function resolversOf(cluster: Value, typed: Value | undefined, { resources }: Reading) {
  const bootstrap = resources.bootstraps[0];
  for (const holder of [cluster, typed, bootstrap]) {
    const config = get(get(holder, "typed_dns_resolver_config"), "typed_config");
    const lists = [
      list(config, "resolvers"),
      list(get(holder, "dns_resolution_config"), "resolvers"),
      list(holder, "dns_resolvers"),
    ];
    const found = lists.find((one) => one.length > 0);
    const [first] = found ?? [];
    if (found === undefined || first === undefined) continue;
    const names = found.flatMap((address) => {
      const read = readAddress(address)?.target;
      if (read === undefined || read.kind === "unix") return [];
      return [targetText({ ...read, port: read.port === 0 ? 53 : read.port })];
    });
    return { names, location: locationOf(first) };
  }
  return undefined;
}
