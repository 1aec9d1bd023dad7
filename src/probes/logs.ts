import { closeSync, fstatSync, openSync, statSync } from "node:fs";
import type { LogGrammar, LogReader } from "../model/log-grammar.ts";
import type { LogEvent, LogFacts, Measurement } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { LogRequest } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";
import { mostHelpers, startHelpers } from "./logs/helpers.ts";
import { type Bounds, LOG_BOUNDS } from "./logs/read-piece.ts";
import { readerOf } from "./logs/reader-of.ts";
import { rotatedFiles } from "./logs/rotated.ts";
import { type Extent, newExtent, note, scanInto } from "./logs/scan.ts";
import { JOURNAL, type JournalOptions, scanJournal } from "./logs/scan-journal.ts";
import { isPacked, scanPacked } from "./logs/scan-stream.ts";
import { localTimeZone } from "./logs/stamp-time.ts";
import { type Tally, tally } from "./logs/tally.ts";
import { newTask, type TaskResult, type WorkDone, work } from "./logs/task.ts";
import { windowStart } from "./logs/window-start.ts";
import { ANSWERED, outcome, outcomeOfSystemError, RUN_ENDED } from "./outcome.ts";

export interface LogOptions {
  readonly bounds: Bounds;
  /** Goes before every path: the root of another mount namespace. */
  readonly root: string;
  /** The entry of a thread that helps with long logs; undefined where this one reads alone. */
  readonly worker: URL | undefined;
  readonly helpers: number;
  readonly journal: JournalOptions;
}

type Clocks = Pick<ProbeContext, "signal" | "now" | "clock">;

const DEFAULTS: LogOptions = {
  bounds: LOG_BOUNDS,
  root: "",
  worker: undefined,
  helpers: mostHelpers(),
  journal: JOURNAL,
};
interface Scan {
  readonly request: LogRequest;
  readonly reader: LogReader;
  readonly options: LogOptions;
  readonly signal: AbortSignal;
  readonly events: Tally;
  readonly extent: Extent;
  readonly since: number;
  bytesRead: number;
  isPartial: boolean;
  /** Goes down with each file, as each was written before those that were read. */
  placeBase: number;
}

/** More than any file holds. */
const FILE_SPAN = 2 ** 46;

/** Makes the probe that reads what of a log lies in a window of time, with the grammar of the gateway that wrote it. */
export function logProbe(grammars: ReadonlyMap<string, LogGrammar>, given: Partial<LogOptions> = {}) {
  const options = { ...DEFAULTS, ...given };
  return async (request: LogRequest, context: Clocks): Promise<readonly Measurement[]> => {
    const startedAt = context.now();
    const start = context.clock();
    const reader = readerOf(request, grammars);
    const scan: Scan | undefined = reader && {
      request,
      reader,
      options,
      signal: context.signal,
      events: tally(),
      extent: newExtent(),
      since: (request.endsAt ?? startedAt) - request.sinceMs,
      bytesRead: 0,
      isPartial: false,
      placeBase: 0,
    };
    const ended = scan === undefined ? noGrammar(request.gateway) : await scanLog(scan);
    const facts: LogFacts = {
      events: (scan?.events.events() ?? []).map(namer(request.aliases)),
      bytesRead: scan?.bytesRead ?? 0,
      isPartial: scan?.isPartial ?? false,
      timeZone: localTimeZone(startedAt),
      ...scan?.extent,
    };
    return [{ kind: "log", request, outcome: ended, startedAt, durationMs: context.clock() - start, facts }];
  };
}

/** Endpoints that the gateway's log calls by a name of their own get the one that they have elsewhere. */
function namer(aliases: LogRequest["aliases"] = []): (event: LogEvent) => LogEvent {
  const endpoints = new Map(aliases);
  return (event) => {
    const endpoint = endpoints.get(event.peer ?? "");
    return endpoint === undefined ? event : { ...event, peer: endpoint };
  };
}

function noGrammar(gateway: string): Outcome {
  return outcome("not-tried", `uhc does not know how ${gateway} writes its logs`);
}

/** The log, and those before it where the log was rotated within the window. */
async function scanLog(scan: Scan): Promise<Outcome> {
  if (scan.request.program !== undefined) return scanOwnJournal(scan, scan.request.program);
  const path = scan.options.root + scan.request.path;
  let first: { readonly wantsMore: boolean; readonly inode: number };
  try {
    // Opening a pipe could wait forever, so it is looked at before.
    if (!statSync(path).isFile()) return outcome("not-tried", "it is not a regular file");
    first = await scanFile(scan, path);
  } catch (error) {
    return outcomeOfSystemError(error);
  }
  if (first.wantsMore && scan.request.isAlone !== true) await scanRotated(scan, path, first.inode);
  return scan.signal.aborted ? RUN_ENDED : ANSWERED;
}

async function scanOwnJournal(scan: Scan, program: string): Promise<Outcome> {
  const { events, extent, reader, since, options } = scan;
  const onLines = scanInto(events, extent, reader, since, options.bounds.maxLineBytes);
  const end = await scanJournal(program, since, onLines, options.journal);
  scan.bytesRead += end.bytesRead;
  scan.isPartial ||= end.isPartial;
  return end.outcome;
}

/** What was rotated away while the log was read is the file that was read. */
async function scanRotated(scan: Scan, path: string, inode: number): Promise<void> {
  try {
    for (const file of rotatedFiles(path, scan.since)) {
      if (file.inode === inode || scan.signal.aborted) continue;
      scan.placeBase -= FILE_SPAN;
      const { wantsMore } = await scanFile(scan, file.path);
      if (!wantsMore) return;
    }
  } catch {
    // it was deleted just now, may not be read, or its archive is broken
    scan.isPartial = true;
  }
}

interface Scanned {
  /** Whether the window may reach further back than the file. */
  readonly wantsMore: boolean;
  readonly inode: number;
}

async function scanFile(scan: Scan, path: string): Promise<Scanned> {
  const { reader, since, options } = scan;
  const file = openSync(path, "r");
  try {
    const { size, mtimeMs, ino: inode } = fstatSync(file);
    if (mtimeMs < since) return { wantsMore: false, inode };
    if (isPacked(file)) {
      await scanArchive(scan, path, size);
      return { wantsMore: true, inode };
    }
    const { blockBytes, maxBytes } = options.bounds;
    const begin = windowStart(file, size, reader, { since, blockBytes });
    const from = Math.max(begin, size - maxBytes);
    if (from > begin) scan.isPartial = true;
    await scanStretch(scan, file, from, size);
    return { wantsMore: from === 0, inode };
  } finally {
    closeSync(file);
  }
}

async function scanArchive(scan: Scan, path: string, size: number): Promise<void> {
  const { events, extent, reader, since, signal } = scan;
  const { maxLineBytes, maxBytes } = scan.options.bounds;
  const limits = { maxLineBytes, maxBytes, signal };
  events.goTo(scan.placeBase);
  const onLines = scanInto(events, extent, reader, since, maxLineBytes);
  const { bytesRead, isPartial } = await scanPacked(path, size, limits, onLines);
  scan.bytesRead += bytesRead;
  scan.isPartial ||= isPartial;
}

async function scanStretch(scan: Scan, file: number, from: number, to: number): Promise<void> {
  const { request, reader, since, signal } = scan;
  const { bounds, worker, helpers } = scan.options;
  const task = newTask({ file, from, to, since, placeBase: scan.placeBase, bounds });
  const isLong = worker !== undefined && to - from >= bounds.aloneBytes;
  const others = isLong ? startHelpers(worker, { task, request }, helpers) : [];
  const own = work(task, reader, scan.events, async () => {
    // so that Ctrl-C and the deadline are heard
    await new Promise((resolve) => setImmediate(resolve));
    return !signal.aborted;
  });
  // whatever happens here, the file stays open until nobody reads it any more
  for (const ended of await Promise.allSettled([own, ...others])) {
    if (ended.status === "rejected") throw ended.reason;
    if (ended.value === undefined) scan.isPartial = true;
    else add(scan, ended.value);
  }
}

/** What this thread counted is in the tally already. */
function add(scan: Scan, done: WorkDone | TaskResult): void {
  const { extent, bytesRead } = done;
  if ("counted" in done) scan.events.merge(done.counted);
  scan.bytesRead += bytesRead;
  scan.extent.lines += extent.lines;
  scan.extent.hasLocalStamps ||= extent.hasLocalStamps;
  for (const at of [extent.firstAt, extent.lastAt]) if (at !== undefined) note(scan.extent, at);
}
