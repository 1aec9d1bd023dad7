import { isIP } from "node:net";
import type { Measurement, ResolveFacts } from "../../model/observation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { ResolveRequest } from "../../model/request.ts";
import type { ProbeContext } from "../context.ts";
import { ANSWERED, outcome } from "../outcome.ts";
import { readPlainText } from "../read-plain-file.ts";
import { localAddresses } from "./address-order.ts";
import { askEverybody } from "./ask-all.ts";
import { isDnsName } from "./dns-name.ts";
import { hostsFileAddresses, parseHostsFile } from "./hosts-file.ts";
import { inFlight } from "./in-flight.ts";
import { parseNameSwitch } from "./name-switch.ts";
import { numericAddress } from "./numeric-address.ts";
import { parseResolvConf } from "./resolv-conf.ts";
import { resolveAsSystem, type SystemFiles } from "./resolve-as-system.ts";
import { resolveByServers } from "./resolve-by-servers.ts";

/** More at once make a small name server lose packets. */
const AT_ONCE_PER_SERVER = 64;

/** Where the system's resolver has its settings; another root for tests and for hosts seen through a namespace. */
export interface ResolverPaths {
  readonly resolvConf: string;
  readonly hosts: string;
  readonly nameSwitch: string;
}

export const SYSTEM_RESOLVER: ResolverPaths = {
  resolvConf: "/etc/resolv.conf",
  hosts: "/etc/hosts",
  nameSwitch: "/etc/nsswitch.conf",
};

/** What a way of resolving found, before it is measured. */
export interface Resolution {
  readonly outcome: Outcome;
  readonly facts: ResolveFacts;
}

/**
 * Makes the probe that turns names into addresses. The resolver's files are read once, on first use: they do not change
 * within a run that wants one answer.
 */
export function resolveProbe(
  paths: ResolverPaths = SYSTEM_RESOLVER,
  local: () => readonly string[] = localAddresses,
) {
  const everybody = askEverybody(inFlight(AT_ONCE_PER_SERVER));
  let files: Promise<SystemFiles> | undefined;
  const load = () => {
    files ??= loadFiles(paths);
    return files;
  };
  return async (request: ResolveRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const system = async (name: string) =>
      resolveAsSystem({ ...request, name }, { files: await load(), local: local(), everybody }, context);
    const { outcome, facts } =
      withoutLookup(request) ??
      (request.via.kind === "system"
        ? await system(request.name)
        : withHostsFile(
            await resolveByServers(request, request.via.servers, { everybody, system }, context),
            hostsFileAddresses(request.name, (await load()).hosts),
          ));
    return [{ kind: "resolve", request, outcome, startedAt, durationMs: context.clock() - start, facts }];
  };
}

/** Literal addresses need no question, and what is no name can't be asked. */
function withoutLookup({ name, via }: ResolveRequest): Resolution | undefined {
  const facts = { source: "nothing", queries: [], hostsFileAddresses: [] } as const;
  const literal = isIP(name) !== 0 ? name : via.kind === "system" ? numericAddress(name) : undefined;
  if (literal !== undefined) {
    const family = isIP(literal) === 6 ? "ipv6" : "ipv4";
    return {
      outcome: ANSWERED,
      facts: { ...facts, addresses: [{ address: literal, family, ttlSeconds: undefined }] },
    };
  }
  if (isDnsName(name)) return undefined;
  return {
    outcome: outcome("not-found", "this can't be a name in DNS", "EBADNAME"),
    facts: { ...facts, addresses: [] },
  };
}

/** The gateway does not read the hosts file, and a person who does wonders why the name is not found. */
function withHostsFile({ outcome, facts }: Resolution, listed: readonly string[]): Resolution {
  return { outcome, facts: { ...facts, hostsFileAddresses: listed } };
}

async function loadFiles(paths: ResolverPaths): Promise<SystemFiles> {
  // A file that is missing is read as an empty one, as glibc does.
  const [conf, hosts, order] = await Promise.all([
    readPlainText(paths.resolvConf),
    readPlainText(paths.hosts),
    readPlainText(paths.nameSwitch),
  ]);
  return { conf: parseResolvConf(conf), hosts: parseHostsFile(hosts), order: parseNameSwitch(order) };
}
