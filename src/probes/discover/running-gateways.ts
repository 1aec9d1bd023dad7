import { access } from "node:fs/promises";
import { readAccounts } from "../host/read-accounts.ts";
import { binaryOf } from "./binary.ts";
import { nginxBuild } from "./build.ts";
import { type GatewayMaster, gatewayProcesses } from "./gateway-processes.ts";
import { type ConfigPlace, locateConfig } from "./locate-config.ts";
import { WELL_KNOWN_CONFIGS } from "./nginx-paths.ts";
import { runningByCommandLine } from "./running-by-command-line.ts";

/** A gateway process with what it runs. */
export interface RunningGateway {
  readonly kind: "nginx" | "envoy" | "haproxy" | "caddy";
  readonly pid: number;
  readonly parent: number | undefined;
  /** As the process sees it: under `root` where it has one. Undefined where it could not be found out. */
  readonly configFile: string | undefined;
  /** What it reads behind that file, in this order. */
  readonly moreFiles: readonly string[];
  readonly configFileFrom: ConfigPlace["from"] | "well-known" | undefined;
  readonly prefix: string | undefined;
  /** "/proc/PID/root" for a process in another mount namespace. */
  readonly root: string | undefined;
  /** The same network namespace as uhc's; undefined where that may not be read. */
  readonly sharesNetwork: boolean | undefined;
  readonly user: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  /** When its oldest worker started. */
  readonly workersSince: number | undefined;
  /** Path by which its binary can be read from here. */
  readonly binary: string | undefined;
  /** The binary was replaced since it started. */
  readonly binaryIsGone: boolean;
  readonly commandLine: string;
  /** Its variables, where its config may use them and they may be read. Never shown. */
  readonly environment?: ReadonlyMap<string, string> | undefined;
}

/** Finds the gateway processes of this host, and for each the config that it reads. */
export async function runningGateways(proc: string): Promise<readonly RunningGateway[]> {
  const [nginxes, others] = await Promise.all([runningNginxes(proc), runningByCommandLine(proc)]);
  return [...nginxes, ...others];
}

async function runningNginxes(proc: string): Promise<readonly RunningGateway[]> {
  const masters = await gatewayProcesses(proc);
  if (masters.length === 0) return [];
  const accounts = await readAccounts("");
  return Promise.all(
    masters.map(async (master) => {
      const { process } = master;
      const root = process.sharesFiles === false ? `${proc}/${process.pid}/root` : undefined;
      const binary = binaryOf(process, master.command.program, root, proc);
      const place = await configOf(master, root, binary);
      return {
        kind: "nginx",
        pid: process.pid,
        parent: process.parent,
        configFile: place?.configFile,
        moreFiles: [],
        configFileFrom: place?.from,
        prefix: place?.prefix,
        root,
        sharesNetwork: process.sharesNetwork,
        user: process.uid === undefined ? undefined : (accounts.userName(process.uid) ?? String(process.uid)),
        startedAt: process.startedAt,
        workersSince: master.workersSince,
        binary,
        binaryIsGone: process.binaryIsGone,
        commandLine: process.arguments.join(" "),
      };
    }),
  );
}

async function configOf(
  { process, command }: GatewayMaster,
  root: string | undefined,
  binary: string | undefined,
): Promise<
  { configFile: string; from: RunningGateway["configFileFrom"]; prefix: string | undefined } | undefined
> {
  const build = await nginxBuild(binary);
  const place = locateConfig(command, process.directory, build);
  if (place !== undefined || command.configFile !== undefined) return place;
  for (const path of WELL_KNOWN_CONFIGS) {
    if (await exists((root ?? "") + path)) return { configFile: path, from: "well-known", prefix: undefined };
  }
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
