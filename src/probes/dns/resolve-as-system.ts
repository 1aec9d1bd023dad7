import type { ResolvedAddress } from "../../model/observation.ts";
import type { ResolveRequest } from "../../model/request.ts";
import type { ProbeContext } from "../context.ts";
import { ANSWERED, outcome } from "../outcome.ts";
import { configuredFamilies, type Family, inOrderOfUse } from "./address-order.ts";
import { type AskEverybody, addressesIn, TYPES } from "./ask-all.ts";
import { askAsSystem, type SystemAnswer } from "./ask-as-system.ts";
import { type HostsFile, hostsFileAddresses } from "./hosts-file.ts";
import type { NameSwitch } from "./name-switch.ts";
import type { ResolvConf } from "./resolv-conf.ts";
import type { Resolution } from "./resolve.ts";

export interface SystemFiles {
  readonly conf: ResolvConf;
  readonly hosts: HostsFile;
  readonly order: NameSwitch;
}

export interface SystemResolver {
  readonly files: SystemFiles;
  /** Addresses of this host. */
  readonly local: readonly string[];
  readonly everybody: AskEverybody;
}

/** DNS is only asked for comparison when the hosts file has decided, so nobody waits long for it. */
const COMPARISON_PATIENCE_MS = 2_000;

/**
 * What getaddrinfo(3) with AF_UNSPEC and AI_ADDRCONFIG gives on this host, and what every configured server says. A name
 * in the hosts file is asked for in DNS too, as it stands, so that a difference can be seen; one without a dot is not:
 * it is meant for this host alone.
 */
export async function resolveAsSystem(
  request: ResolveRequest,
  resolver: SystemResolver,
  context: ProbeContext,
): Promise<Resolution> {
  const { conf, order } = resolver.files;
  const { families } = request;
  const usable = configuredFamilies(resolver.local).filter(
    (family) => families.includes(family) && !(family === "ipv6" && conf.skipsIpv6),
  );
  const listed = hostsFileAddresses(request.name, resolver.files.hosts);
  const mapped = inOrderOfUse(ofFamilies(listed, usable), resolver.local);
  const ask = { name: request.name, conf, families, usable, patienceMs: request.timeoutMs };
  const fromFile = order.sources.includes("files") && mapped.length > 0;
  if (fromFile && order.sources[0] === "files") {
    const queries = await compare(ask, resolver, context);
    return {
      outcome: ANSWERED,
      facts: { addresses: mapped, source: "hosts-file", queries, hostsFileAddresses: listed },
    };
  }
  const builtIn = inOrderOfUse(ofFamilies(["127.0.0.1", "::1"], usable), resolver.local);
  const none = { source: "nothing", queries: [], hostsFileAddresses: listed } as const;
  if (isLocalhost(request.name) && order.knowsLocalhost)
    return { outcome: ANSWERED, facts: { ...none, addresses: builtIn } };
  if (!order.sources.includes("dns")) return { outcome: noDns(order), facts: { ...none, addresses: [] } };
  const answer = await askAsSystem(ask, resolver.everybody, context);
  const addresses = inOrderOfUse(addressesIn(answer.used), resolver.local);
  const facts = { queries: answer.all, hostsFileAddresses: listed } as const;
  if (addresses.length > 0) return { outcome: answer.outcome, facts: { ...facts, addresses, source: "dns" } };
  if (fromFile) return { outcome: ANSWERED, facts: { ...facts, addresses: mapped, source: "hosts-file" } };
  return {
    outcome: withOthers(ofOtherFamily(answer, usable), order),
    facts: { ...facts, addresses, source: "nothing" },
  };
}

async function compare(
  ask: Parameters<typeof askAsSystem>[0],
  { everybody, files }: SystemResolver,
  context: ProbeContext,
) {
  if (isLocalhost(ask.name) || !ask.name.includes(".") || !files.order.sources.includes("dns")) return [];
  const servers = ask.conf.nameservers.map((host) => ({ host, port: 53 }));
  const patienceMs = Math.min(ask.patienceMs, COMPARISON_PATIENCE_MS);
  const name = ask.name.replace(/\.$/, "");
  return everybody({ name, servers, families: ask.families, usesTcp: ask.conf.usesTcp, patienceMs }, context);
}

function ofFamilies(addresses: readonly string[], families: readonly Family[]): readonly ResolvedAddress[] {
  return addresses.flatMap((address): readonly ResolvedAddress[] => {
    const family = address.includes(":") ? "ipv6" : "ipv4";
    return families.includes(family) ? [{ address, family, ttlSeconds: undefined }] : [];
  });
}

/** RFC 6761 6.3. glibc itself does not know the name: without hosts file and module it asks DNS. */
function isLocalhost(name: string): boolean {
  return /(^|\.)localhost\.?$/i.test(name);
}

function noDns(order: NameSwitch) {
  const named = [...order.sources, ...order.others].join(" ") || "nothing";
  return outcome(
    "not-found",
    `the hosts file does not name it, and nsswitch.conf asks only ${named}`,
    "NOTINFILES",
  );
}

/** A name may have addresses, and none that this host would use. */
function ofOtherFamily(
  { outcome: ended, all }: SystemAnswer,
  usable: readonly Family[],
): Resolution["outcome"] {
  const types = usable.map((family) => TYPES[family]);
  const other = all.find((query) => query.addresses.length > 0 && !types.includes(query.type));
  if (ended.code !== "NODATA" || other === undefined) return ended;
  const family = other.type === "A" ? "IPv4" : "IPv6";
  return outcome(
    "not-found",
    `the name has only ${family} addresses, and this host has none of its own`,
    "NODATA",
  );
}

/** Sources that uhc can't ask may still know the name; whoever reads the outcome is told. */
function withOthers(failure: Resolution["outcome"], order: NameSwitch): Resolution["outcome"] {
  if (failure.kind !== "not-found" || order.others.length === 0) return failure;
  return { ...failure, reason: `${failure.reason} (not asked: ${order.others.join(", ")} of nsswitch.conf)` };
}
