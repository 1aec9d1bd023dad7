import type { CauseId } from "../model/cause.ts";
import type { Observation } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";
import type { Witness } from "./judge.ts";

/** Failures of the way to an endpoint: a whole subnet or host can share them. */
const SHARED_BY_SUBNET: ReadonlySet<CauseId> = new Set([
  "connect-timeout",
  "firewall-blocks",
  "host-unreachable",
  "network-unreachable",
]);
const SHARED_BY_HOST: ReadonlySet<CauseId> = new Set(["port-refused", "connect-timeout"]);
/** So many endpoints must fail alike before what they share is blamed. */
const ENOUGH_IN_SUBNET = 3;
const ENOUGH_ON_HOST = 2;

/**
 * Looks for what failures share: twelve endpoints that time out in one subnet, while none there answers, are one
 * firewall or route, not twelve dead services; likewise several closed ports of one host. Such findings get the
 * shared thing as their ground, and so become one cause.
 */
export function shareGrounds(
  findings: readonly Witness[],
  observations: readonly Observation[],
): readonly Witness[] {
  const reachable = reachableAddresses(observations);
  const byHost = regroup(findings, SHARED_BY_HOST, ENOUGH_ON_HOST, (address) => `host:${address}`, reachable);
  return regroup(byHost, SHARED_BY_SUBNET, ENOUGH_IN_SUBNET, subnetOf, reachable);
}

function regroup(
  findings: readonly Witness[],
  causes: ReadonlySet<CauseId>,
  enough: number,
  groundOf: (address: string) => string,
  reachable: ReadonlySet<string>,
): readonly Witness[] {
  const members = new Map<string, Set<string>>();
  const keyOf = (one: Witness): string | undefined => {
    const address = one.subject.address;
    const isShareable =
      one.stance === "for" && one.role === "root" && causes.has(one.cause) && address !== undefined;
    return isShareable ? `${one.cause} ${groundOf(address)}` : undefined;
  };
  for (const one of findings) {
    const key = keyOf(one);
    if (key !== undefined) members.set(key, (members.get(key) ?? new Set()).add(endpointAt(one.subject)));
  }
  if (members.size === 0) return findings;
  const alive = new Set([...reachable].map(groundOf));
  return findings.map((one) => {
    const key = keyOf(one);
    if (key === undefined || (members.get(key)?.size ?? 0) < enough) return one;
    const ground = groundOf(one.subject.address ?? "");
    return alive.has(ground) ? one : { ...one, ground, args: { ...one.args, shared: ground } };
  });
}

function endpointAt({ endpoint, address }: Subject): string {
  return `${endpoint} ${address}`;
}

function reachableAddresses(observations: readonly Observation[]): ReadonlySet<string> {
  const addresses = new Set<string>();
  for (const one of observations)
    if (one.kind === "connect" && one.outcome.kind === "answered")
      for (const { address } of one.subjects) if (address !== undefined) addresses.add(address);
  return addresses;
}

/** The /24 of an IPv4 address, the /64 of an IPv6 one: what one rule or route usually covers. */
function subnetOf(address: string): string {
  if (!address.includes(":")) return `subnet:${address.split(".").slice(0, 3).join(".")}.0/24`;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const zeros = address.includes("::")
    ? 8 - groups.length - tail.split(":").filter((group) => group !== "").length
    : 0;
  const all = [...groups, ...Array.from({ length: zeros }, () => "0"), ...tail.split(":")];
  return `subnet:${all.slice(0, 4).join(":")}::/64`;
}
