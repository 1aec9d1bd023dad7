import { constants, open, stat } from "node:fs/promises";
import type { LogGrammar, LogLine, LogReader, LogStamp } from "../model/log-grammar.ts";
import type { LogFacts, Measurement } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { LogRequest } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";
import { type Bounds, LOG_BOUNDS, readBackwards, type Stretch } from "./logs/read-backwards.ts";
import { localTimeZone, timeOf } from "./logs/stamp-time.ts";
import { type Tally, tally } from "./logs/tally.ts";
import { ANSWERED, outcome, outcomeOfSystemError, RUN_ENDED } from "./outcome.ts";

export interface LogOptions {
  /** Where the window of time ends: now, or with the last line (a log that was brought from elsewhere). */
  readonly windowEndsAt: "now" | "last-line";
  readonly bounds: Bounds;
  /** Goes before every path: the root of another mount namespace. */
  readonly root: string;
}

const DEFAULTS: LogOptions = { windowEndsAt: "now", bounds: LOG_BOUNDS, root: "" };
/** Workers write side by side, and access logs when a request ends: lines are in order only by and large. */
const DISORDER_MS = 60_000;

interface Scan {
  readonly request: LogRequest;
  readonly reader: LogReader;
  readonly startedAt: number;
  readonly options: LogOptions;
  readonly events: Tally;
  readonly named: (line: LogLine) => LogLine;
  /** Start of the window; with `last-line` known once a stamp was seen. */
  since: number | undefined;
  bytesRead: number;
  isPartial: boolean;
}

/** Makes the probe that reads the end of a log, with the grammar of the gateway that wrote it. */
export function logProbe(grammars: ReadonlyMap<string, LogGrammar>, given: Partial<LogOptions> = {}) {
  const options = { ...DEFAULTS, ...given };
  return async (request: LogRequest, context: ProbeContext): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const grammar = grammars.get(request.gateway);
    const scan: Scan | undefined = grammar && {
      request,
      reader: request.log === "error" ? grammar.error : grammar.access(request.format),
      options,
      startedAt,
      events: tally(),
      named: namer(request.aliases),
      since: options.windowEndsAt === "now" ? startedAt - request.sinceMs : undefined,
      bytesRead: 0,
      isPartial: false,
    };
    const ended = scan === undefined ? noGrammar(request.gateway) : await scanLog(scan, context);
    const facts: LogFacts = {
      events: scan?.events.events() ?? [],
      bytesRead: scan?.bytesRead ?? 0,
      isPartial: scan?.isPartial ?? false,
      timeZone: localTimeZone(startedAt),
    };
    return [{ kind: "log", request, outcome: ended, startedAt, durationMs: context.clock() - start, facts }];
  };
}

/** Endpoints that the gateway's log calls by a name of their own get the one that they have elsewhere. */
function namer(aliases: LogRequest["aliases"]): Scan["named"] {
  if (aliases === undefined) return (line) => line;
  const endpoints = new Map(aliases);
  return (line) => {
    const endpoint = endpoints.get(`${line.upstream ?? ""}/${line.peer ?? ""}`);
    return endpoint === undefined ? line : { ...line, peer: endpoint };
  };
}

function noGrammar(gateway: string): Outcome {
  return outcome("not-tried", `uhc does not know how ${gateway} writes its logs`);
}

/** The log, and the one before it where the log was rotated within the window. */
async function scanLog(scan: Scan, context: ProbeContext): Promise<Outcome> {
  const path = scan.options.root + scan.request.path;
  try {
    const wantsMore = await scanFile(scan, path, context);
    if (wantsMore) await scanFile(scan, `${path}.1`, context).catch(() => false);
  } catch (error) {
    return outcomeOfSystemError(error);
  }
  if (context.signal.aborted) return RUN_ENDED;
  return scan.isPartial && scan.bytesRead === 0 ? outcome("not-tried", "it is not a regular file") : ANSWERED;
}

/** Gives whether the window reaches further back than the file. */
async function scanFile(scan: Scan, path: string, context: ProbeContext): Promise<boolean> {
  const { options, request } = scan;
  // Opening a pipe could wait for ever, so it is looked at before.
  if (!(await stat(path)).isFile()) {
    scan.isPartial = true;
    return false;
  }
  const file = await open(path, constants.O_RDONLY);
  try {
    const { size, mtimeMs } = await file.stat();
    if (scan.since !== undefined && mtimeMs < scan.since) return false;
    const extent = { bytesRead: 0, reachedStart: size === 0 };
    let isOver = false;
    for await (const stretch of readBackwards(file, size, options.bounds, extent)) {
      scan.since ??= endOfWindow(scan.reader, stretch, scan.startedAt) - request.sinceMs;
      isOver = count(scan, scan.since, stretch) || context.signal.aborted;
      if (isOver) break;
    }
    scan.bytesRead += extent.bytesRead;
    scan.isPartial ||= !isOver && !extent.reachedStart;
    return !isOver && extent.reachedStart;
  } finally {
    await file.close();
  }
}

/** Counts what lies in the window; gives whether the stretch begins before it. */
function count(scan: Scan, since: number, stretch: Stretch): boolean {
  const begins = firstStamp(scan.reader, stretch);
  for (const line of stretch) {
    const opened = scan.reader.open(line);
    if (opened?.stamp === undefined) continue;
    const at = timeOf(opened.stamp, scan.startedAt);
    if (at < since) continue;
    for (const said of opened.said()) scan.events.add(scan.named(said), at, opened.text);
  }
  return begins !== undefined && timeOf(begins, scan.startedAt) < since - DISORDER_MS;
}

/** The first line may be the continuation of one before it. */
function firstStamp(reader: LogReader, stretch: Stretch): LogStamp | undefined {
  for (const line of stretch) {
    const stamp = reader.stamp(line);
    if (stamp !== undefined) return stamp;
  }
  return undefined;
}

/** The latest stamp of the last stretch; with none, nothing is too old. */
function endOfWindow(reader: LogReader, stretch: Stretch, now: number): number {
  for (let index = stretch.length - 1; index >= 0; index -= 1) {
    const line = stretch[index];
    const stamp = line === undefined ? undefined : reader.stamp(line);
    if (stamp !== undefined) return timeOf(stamp, now);
  }
  return Number.NEGATIVE_INFINITY;
}
