import { access, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { bootTime, commandNames, type HostProcess, processIds, readProcess } from "../host/procfs.ts";
import { readAccounts } from "../host/read-accounts.ts";
import { binaryOf } from "./binary.ts";
import { CADDY_PROGRAMS, parseCaddyCommand } from "./caddy-command-line.ts";
import { autosavePath } from "./caddy-files.ts";
import { ENVOY_PROGRAMS, parseEnvoyCommand } from "./envoy-command-line.ts";
import { HAPROXY_PROGRAMS, parseHaproxyCommand } from "./haproxy-command-line.ts";
import { completeEnvironment } from "./process-environment.ts";
import type { RunningGateway } from "./running-gateways.ts";

interface Command {
  /** Files and folders, in their order; empty where the command line holds the config itself. */
  readonly configFiles: readonly string[];
  /** Where relative names count from, if not from the working directory. */
  readonly directory?: string | undefined;
  readonly isOneShot: boolean;
}

/** A gateway whose command line names its config. */
interface Program {
  readonly kind: RunningGateway["kind"];
  readonly names: readonly string[];
  readonly parse: (words: readonly string[]) => Command | undefined;
  /** The config of a process whose command line names none, as the process sees it. */
  readonly otherwise?: (process: HostProcess, proc: string) => Promise<string | undefined>;
  /** The variables that its config may use. */
  readonly environment?: (
    process: HostProcess,
    proc: string,
    root: string,
  ) => Promise<ReadonlyMap<string, string> | undefined>;
}

const PROGRAMS: readonly Program[] = [
  {
    kind: "envoy",
    names: ENVOY_PROGRAMS,
    parse: (words) => {
      const command = parseEnvoyCommand(words);
      if (command === undefined) return undefined;
      const { configFile, isOneShot } = command;
      return { configFiles: configFile === undefined ? [] : [configFile], isOneShot };
    },
  },
  { kind: "haproxy", names: HAPROXY_PROGRAMS, parse: parseHaproxyCommand },
  {
    kind: "caddy",
    names: CADDY_PROGRAMS,
    parse: (words) => {
      const command = parseCaddyCommand(words);
      if (command === undefined) return undefined;
      const { configFile, resumes, isOneShot } = command;
      return { configFiles: configFile === undefined || resumes ? [] : [configFile], isOneShot };
    },
    otherwise: caddyConfig,
    environment: (process, proc, root) => {
      const files = parseCaddyCommand(process.arguments)?.environmentFiles ?? [];
      return completeEnvironment(proc, process, root, files);
    },
  },
];

/** `caddy run` takes the Caddyfile of its folder; without one, and with `--resume`, what ran last. */
async function caddyConfig(process: HostProcess, proc: string): Promise<string | undefined> {
  const root = process.sharesFiles === false ? `${proc}/${process.pid}/root` : "";
  const saved = await autosavePath(proc, process.pid);
  const beside = process.directory === undefined ? undefined : join(process.directory, "Caddyfile");
  const resumes = parseCaddyCommand(process.arguments)?.resumes === true;
  for (const path of resumes ? [saved] : [beside, saved])
    if (
      path !== undefined &&
      (await access(root + path).then(
        () => true,
        () => false,
      ))
    )
      return path;
  return undefined;
}

/** The gateways of this host that say on their command line what they were started with. */
export async function runningByCommandLine(proc: string): Promise<readonly RunningGateway[]> {
  const ids = await processIds(proc);
  const names = await commandNames(proc, ids);
  const found = await Promise.all(
    PROGRAMS.map((program) => {
      const own = ids.filter((_, index) => program.names.includes(names[index] ?? "")).sort((a, b) => a - b);
      return own.length === 0 ? [] : runningOf(program, own, proc);
    }),
  );
  return found.flat();
}

async function runningOf(
  { kind, parse, otherwise, environment }: Program,
  ids: readonly number[],
  proc: string,
): Promise<readonly RunningGateway[]> {
  const bootedAt = await bootTime(proc);
  const accounts = await readAccounts("");
  const read = await Promise.all(ids.map((pid) => readProcess(proc, pid, bootedAt)));
  const processes = read.filter((one) => one !== undefined);
  const pids = new Set(processes.map(({ pid }) => pid));
  // a worker is a child of its master, and has its command line
  const masters = processes.filter(({ parent }) => parent === undefined || !pids.has(parent));
  const running = await Promise.all(
    masters.map(async (process): Promise<readonly RunningGateway[]> => {
      const command = parse(process.arguments);
      if (command === undefined || command.isOneShot) return [];
      const root = process.sharesFiles === false ? `${proc}/${process.pid}/root` : undefined;
      const [named, ...moreFiles] = await filesOf(command, process.directory ?? "/", root ?? "");
      const configFile = named ?? (await otherwise?.(process, proc));
      const workers = processes.flatMap(({ parent, startedAt }) =>
        parent === process.pid ? (startedAt ?? []) : [],
      );
      return [
        {
          kind,
          pid: process.pid,
          parent: process.parent,
          configFile,
          moreFiles,
          configFileFrom:
            configFile === undefined ? undefined : named === undefined ? "well-known" : "command-line",
          prefix: undefined,
          root,
          sharesNetwork: process.sharesNetwork,
          user: userOf(process, accounts),
          startedAt: process.startedAt,
          workersSince: workers.length === 0 ? undefined : Math.min(...workers),
          binary: binaryOf(process, process.arguments[0] ?? "", root, proc),
          binaryIsGone: process.binaryIsGone,
          commandLine: process.arguments.join(" "),
          environment: await environment?.(process, proc, root ?? ""),
        },
      ];
    }),
  );
  return running.flat();
}

function userOf(
  { uid }: HostProcess,
  accounts: Awaited<ReturnType<typeof readAccounts>>,
): string | undefined {
  return uid === undefined ? undefined : (accounts.userName(uid) ?? String(uid));
}

/** Of a folder HAProxy reads each file that ends in .cfg and is not hidden, in the order of their names. */
async function filesOf(command: Command, workingDirectory: string, root: string): Promise<readonly string[]> {
  const directory = resolve(workingDirectory, command.directory ?? ".");
  const files = await Promise.all(
    command.configFiles.map(async (written) => {
      const path = resolve(directory, written);
      const entries = await readdir(root + path).catch(() => undefined);
      const own = entries?.filter((name) => name.endsWith(".cfg") && !name.startsWith("."));
      return own === undefined ? [path] : own.sort().map((name) => join(path, name));
    }),
  );
  return files.flat();
}
