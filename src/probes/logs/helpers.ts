import { availableParallelism } from "node:os";
import { isMainThread, parentPort, SHARE_ENV, Worker, workerData } from "node:worker_threads";
import type { LogGrammar } from "../../model/log-grammar.ts";
import type { LogRequest } from "../../model/request.ts";
import { readerOf } from "./reader-of.ts";
import { tally } from "./tally.ts";
import { type LogTask, type TaskResult, work } from "./task.ts";

/** Threads beside this one; more of them would read faster than disks do. */
const MOST_HELPERS = 3;

/** A thread's own memory: what dies young in it is little, and what it counts is bounded. */
const [YOUNG_MB, OLD_MB] = [4, 128];

interface Order {
  readonly task: LogTask;
  readonly request: LogRequest;
}

/** Threads that this host has room for beside the one that asks. */
export function mostHelpers(): number {
  return Math.min(MOST_HELPERS, availableParallelism() - 1);
}

/** Starts threads that take pieces of the same task. One that dies gives nothing: what it had taken is missing then. */
export function startHelpers(
  entry: URL,
  order: Order,
  count: number,
): readonly Promise<TaskResult | undefined>[] {
  return Array.from({ length: count }, () => help(entry, order));
}

function help(entry: URL, order: Order): Promise<TaskResult | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(entry, {
      workerData: order,
      env: SHARE_ENV,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: OLD_MB },
    });
    worker.once("message", resolve);
    worker.once("error", () => resolve(undefined));
    worker.once("exit", () => resolve(undefined));
  });
}

/** What such a thread does: its whole life. */
export async function serveAsHelper(grammars: ReadonlyMap<string, LogGrammar>): Promise<void> {
  if (isMainThread || parentPort === null) return;
  const { task, request }: Order = workerData;
  const reader = readerOf(request, grammars);
  if (reader === undefined) return;
  const events = tally();
  const done = await work(task, reader, events, async () => true);
  parentPort.postMessage({ ...done, counted: events.parts() } satisfies TaskResult);
}
