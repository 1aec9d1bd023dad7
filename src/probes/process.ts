import { readlink, realpath, stat } from "node:fs/promises";
import type { GatewayProgram } from "../model/gateway-program.ts";
import type { GatewayProcess, Measurement, ProcessFacts } from "../model/observation.ts";
import type { ProcessRequest } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";
import { type RunningGateway, runningGateways } from "./discover/running-gateways.ts";
import { processIds } from "./host/procfs.ts";
import { ANSWERED, outcome } from "./outcome.ts";
import { readPlainFile } from "./read-plain-file.ts";

export interface ProcessOptions {
  readonly programs: readonly GatewayProgram[];
  readonly proc: string;
  /** Goes before the path of the pid file. */
  readonly root: string;
}

/** Makes the probe that looks for the processes that run one config. */
export function processProbe({ programs, proc, root }: ProcessOptions) {
  return async (request: ProcessRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const running = await runningGateways(programs, proc);
    const pid = request.pidFile === undefined ? undefined : await pidIn(root + request.pidFile);
    const mine = await ofConfig(running, request.configFile, typeof pid === "number" ? pid : undefined);
    const facts: ProcessFacts = {
      processes: await Promise.all(mine.map((one) => asFact(one, proc, root))),
      pidFile: pid === undefined ? undefined : pidFileState(pid, running),
      lastChange: mine.length === 0 ? undefined : await lastChange(request.configFiles, root),
    };
    const hasProc = (await processIds(proc)).length > 0;
    return [
      {
        kind: "process",
        request,
        outcome: hasProc ? found(mine, running) : outcome("not-tried", `there is no process list at ${proc}`),
        startedAt,
        durationMs: context.clock() - start,
        facts,
      },
    ];
  };
}

/** A gateway whose config can't be seen may be the one: then nothing is said to be missing. */
function found(mine: readonly RunningGateway[], running: readonly RunningGateway[]) {
  if (mine.length > 0) return ANSWERED;
  return running.some((one) => one.configFile === undefined)
    ? outcome("not-allowed", "a gateway runs whose config this user can't find out", "EACCES")
    : outcome("not-found", "no process runs this config");
}

/**
 * The processes whose config is this one, or to which its pid file points. Those in another mount namespace may name the
 * same path and mean another file: they count only where nothing else does.
 */
async function ofConfig(
  running: readonly RunningGateway[],
  configFile: string,
  pid: number | undefined,
): Promise<readonly RunningGateway[]> {
  const wanted = await real(configFile);
  const matching: RunningGateway[] = [];
  for (const one of running) {
    const paths = one.configFile === undefined ? [] : [one.configFile, (one.root ?? "") + one.configFile];
    const isNamed =
      paths.includes(configFile) || (one.root === undefined && (await real(one.configFile)) === wanted);
    if (isNamed || one.pid === pid) matching.push(one);
  }
  const here = matching.filter((one) => one.root === undefined);
  return here.length > 0 ? here : matching;
}

async function real(path: string | undefined): Promise<string | undefined> {
  return path === undefined ? undefined : realpath(path).catch(() => path);
}

/** The id in a pid file. An empty one is as good as none: a mere test of a config leaves it behind (`nginx -t`). */
async function pidIn(path: string): Promise<number | "missing" | "unreadable"> {
  const content = await readPlainFile(path);
  if (!(content instanceof Uint8Array))
    return content.code === "ENOENT" || content.code === "ENOTDIR" ? "missing" : "unreadable";
  const text = Buffer.from(content).toString("latin1").trim();
  if (text === "") return "missing";
  return /^\d{1,10}$/.test(text) ? Number(text) : "unreadable";
}

/** An id that now belongs to another program is as stale as one that belongs to none. */
function pidFileState(
  pid: number | "missing" | "unreadable",
  running: readonly RunningGateway[],
): NonNullable<ProcessFacts["pidFile"]> {
  if (typeof pid !== "number") return pid;
  return running.some((one) => one.pid === pid) ? "alive" : "stale";
}

/** More files than this are not looked at one by one. */
const MOST_FILES = 2_000;

/** The file that was written last: links are followed, since that is how sites are switched on. */
async function lastChange(files: readonly string[], root: string): Promise<ProcessFacts["lastChange"]> {
  const changes = await Promise.all(
    files.slice(0, MOST_FILES).map(async (path) => {
      const seen = await stat(root + path).catch(() => undefined);
      return seen?.isFile() === true ? [{ path, modifiedAt: seen.mtimeMs, touchedAt: seen.ctimeMs }] : [];
    }),
  );
  const [first, ...others] = changes.flat();
  if (first === undefined) return undefined;
  return others.reduce((last, one) => {
    const later = one.modifiedAt > last.modifiedAt ? one : last;
    return { ...later, touchedAt: Math.max(one.touchedAt, last.touchedAt) };
  }, first);
}

async function asFact(one: RunningGateway, proc: string, root: string): Promise<GatewayProcess> {
  const { pid, startedAt, workersSince, commandLine, user, sharesNetwork } = one;
  const outputs = await outputFiles(`${proc}/${pid}/fd`, root);
  const fact = { pid, startedAt, workersSince, commandLine, user, sharesNetwork };
  return outputs.length === 0 ? fact : { ...fact, outputs };
}

/**
 * Where standard output (1) and standard error (2) go, if that is a file that has the same name for uhc: not one that was
 * removed since, nor one of another mount namespace, nor a pipe or a terminal.
 */
async function outputFiles(descriptors: string, root: string): Promise<readonly string[]> {
  const files = await Promise.all(
    ["1", "2"].map(async (name) => {
      const descriptor = `${descriptors}/${name}`;
      const path = await readlink(descriptor).catch(() => undefined);
      if (path?.startsWith("/") !== true) return [];
      const [open, named] = await Promise.all([statOf(descriptor), statOf(root + path)]);
      const isSame = open?.isFile() === true && open.ino === named?.ino && open.dev === named.dev;
      return isSame ? [path] : [];
    }),
  );
  return [...new Set(files.flat())];
}

function statOf(path: string) {
  return stat(path).catch(() => undefined);
}
