import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { GatewayKind } from "../../model/config.ts";
import type { ConfigPlace, GatewayProgram, Standing } from "../../model/gateway-program.ts";
import { readAccounts } from "../host/read-accounts.ts";
import { binaryOf } from "./binary.ts";
import { type GatewayMaster, gatewayMasters } from "./gateway-masters.ts";
import { completeEnvironment } from "./process-environment.ts";
import { programFacts } from "./program-facts.ts";

/** A gateway process with what it runs. */
export interface RunningGateway {
  readonly kind: GatewayKind;
  readonly pid: number;
  readonly parent: number | undefined;
  /** As the process sees it: under `root` where it has one. Undefined where it could not be found out. */
  readonly configFile: string | undefined;
  /** What it reads behind that file, in this order. */
  readonly moreFiles: readonly string[];
  readonly configFileFrom: ConfigPlace["from"] | undefined;
  /** The folder that its command line names, from which relative names count, with its slash. */
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
export async function runningGateways(
  programs: readonly GatewayProgram[],
  proc: string,
): Promise<readonly RunningGateway[]> {
  const masters = await gatewayMasters(programs, proc);
  if (masters.length === 0) return [];
  const accounts = await readAccounts("");
  return Promise.all(
    masters.map(async (master) => {
      const { process, program, workersSince } = master;
      const { pid, parent, uid, sharesNetwork, startedAt, binaryIsGone } = process;
      const root = process.sharesFiles === false ? `${proc}/${pid}/root` : undefined;
      const binary = binaryOf(process, master.command.program, root, proc);
      const environment = await environmentOf(master, root ?? "", proc);
      const place = await placeOf(master, root ?? "", binary, environment);
      const [configFile, ...moreFiles] = await filesOf(program, place?.files ?? [], root ?? "");
      return {
        kind: program.kind,
        pid,
        parent,
        configFile,
        moreFiles,
        configFileFrom: configFile === undefined ? undefined : place?.from,
        prefix: prefixOf(master),
        root,
        sharesNetwork,
        user: uid === undefined ? undefined : (accounts.userName(uid) ?? String(uid)),
        startedAt,
        workersSince,
        binary,
        binaryIsGone,
        commandLine: process.arguments.join(" "),
        environment,
      };
    }),
  );
}

/** It may hold secrets: it is read only where the config can't be read without. */
async function environmentOf(
  { process, command, program }: GatewayMaster,
  root: string,
  proc: string,
): Promise<Standing["environment"]> {
  if (program.usesEnvironment !== true) return undefined;
  return completeEnvironment(proc, process, root, command.environmentFiles);
}

function prefixOf({ process, command }: GatewayMaster): string | undefined {
  if (command.directory === undefined) return undefined;
  return `${resolve(process.directory ?? "/", command.directory)}/`;
}

/** The program itself is asked only where the command line does not tell. A place that nobody named must hold something. */
async function placeOf(
  { process, command, program }: GatewayMaster,
  root: string,
  binary: string | undefined,
  environment: Standing["environment"],
): Promise<ConfigPlace | undefined> {
  const standing: Standing = {
    workingDirectory: process.directory,
    environment,
    builtIn: undefined,
  };
  const [written] = program.places(command, standing);
  if (written?.from === "command-line") return written;
  const facts = await programFacts(program, binary);
  for (const place of program.places(command, { ...standing, builtIn: facts?.builtIn }))
    if (place.from !== "well-known" || (await isThere(root, place, process.startedAt))) return place;
  return undefined;
}

/** The files that were named, with folders replaced by what the program takes of them, in the order of their names. */
async function filesOf(
  { takesFromFolder }: GatewayProgram,
  paths: readonly string[],
  root: string,
): Promise<readonly string[]> {
  if (takesFromFolder === undefined) return paths;
  const files = paths.map(async (path) => {
    const entries = await readdir(root + path).catch(() => undefined);
    if (entries === undefined) return [path];
    return entries
      .filter(takesFromFolder)
      .sort()
      .map((name) => join(path, name));
  });
  return (await Promise.all(files)).flat();
}

/** Start times of processes are cut to a hundredth of a second. */
const SLACK_MS = 20;

async function isThere(
  root: string,
  { files, isOwnRecord }: ConfigPlace,
  startedAt = Number.NEGATIVE_INFINITY,
): Promise<boolean> {
  const found = await stat(root + files[0]).catch(() => undefined);
  if (found === undefined) return false;
  return isOwnRecord !== true || found.mtimeMs >= startedAt - SLACK_MS;
}
