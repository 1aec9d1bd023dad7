import { access } from "node:fs/promises";
import type { GatewayProgram } from "../../model/gateway-program.ts";
import { errorCode } from "../outcome.ts";
import { type RunningGateway, runningGateways } from "./running-gateways.ts";

export interface DiscoverOptions {
  readonly programs: readonly GatewayProgram[];
  /** A tree copied from another host: then its files tell, and the processes of this host don't matter. */
  readonly root: string | undefined;
  /** Where the process list is; another place for tests. */
  readonly proc?: string;
}

export interface DiscoveredGateway extends Omit<RunningGateway, "pid" | "configFile"> {
  /** Undefined for a config that no process runs. */
  readonly pid: number | undefined;
  readonly configFile: string;
}

export interface DiscoverNote {
  readonly what: string;
  readonly because: string;
}

export interface Discovery {
  readonly gateways: readonly DiscoveredGateway[];
  readonly notes: readonly DiscoverNote[];
}

const NO_PROCESS = {
  pid: undefined,
  parent: undefined,
  moreFiles: [],
  configFileFrom: "well-known",
  prefix: undefined,
  root: undefined,
  sharesNetwork: undefined,
  user: undefined,
  startedAt: undefined,
  workersSince: undefined,
  binary: undefined,
  binaryIsGone: false,
  commandLine: "",
} as const;

/**
 * Which gateways run on this host, with which config: the process list first, and where it shows none, the files at
 * well-known places. What stays unknown is said in the notes.
 */
export async function discover({ programs, root, proc = "/proc" }: DiscoverOptions): Promise<Discovery> {
  const notes: DiscoverNote[] = [];
  const running = root === undefined ? await runningGateways(programs, proc) : [];
  const gateways: DiscoveredGateway[] = [];
  for (const one of [...running].sort(ownFirst)) {
    const found = await usable(one, notes);
    if (found !== undefined && !gateways.some((known) => isSame(known, found))) gateways.push(found);
  }
  return { gateways: gateways.length > 0 ? gateways : await wellKnown(programs, root ?? ""), notes };
}

/** What shares network and files with uhc can be looked at best. */
function ownFirst(one: RunningGateway, other: RunningGateway): number {
  const distance = (of: RunningGateway) =>
    (of.sharesNetwork === false ? 2 : 0) + (of.root === undefined ? 0 : 1);
  return distance(one) - distance(other) || one.pid - other.pid;
}

/** Two masters share a config during a binary upgrade, or in two network namespaces with one file system. */
function isSame(one: DiscoveredGateway, other: DiscoveredGateway): boolean {
  return one.configFile === other.configFile && one.root === other.root;
}

async function usable(one: RunningGateway, notes: DiscoverNote[]): Promise<DiscoveredGateway | undefined> {
  const what = `${one.kind} with process id ${one.pid}`;
  const { configFile } = one;
  if (configFile === undefined) {
    notes.push({
      what,
      because:
        "its config file could not be found out (run as root, name it with --config, or ask the gateway with --admin)",
    });
    return undefined;
  }
  const code = await failureOf((one.root ?? "") + configFile);
  if (code === "ENOENT" || code === "ENOTDIR") {
    notes.push({ what, because: `its config file ${configFile} does not exist any more` });
    return undefined;
  }
  if (one.root !== undefined)
    notes.push({ what, because: `it has files of its own: they are read through ${one.root}` });
  if (one.sharesNetwork === undefined) {
    notes.push({
      what: `the network namespace of ${what}`,
      because: "no permission: its own may differ from this one",
    });
  }
  return { ...one, configFile };
}

async function wellKnown(
  programs: readonly GatewayProgram[],
  root: string,
): Promise<readonly DiscoveredGateway[]> {
  const found: DiscoveredGateway[] = [];
  for (const { kind, wellKnownConfigs } of programs)
    for (const configFile of wellKnownConfigs)
      if ((await failureOf(root + configFile)) === undefined) found.push({ ...NO_PROCESS, kind, configFile });
  return found;
}

function failureOf(path: string): Promise<string | undefined> {
  return access(path).then(
    () => undefined,
    (error: unknown) => errorCode(error) ?? "unknown",
  );
}
