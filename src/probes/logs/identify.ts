import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";
import { createGunzip } from "node:zlib";
import type { LogGrammar } from "../../model/log-grammar.ts";
import { LOG_WRAPPERS, type LogRequest } from "../../model/request.ts";
import { LOG_BOUNDS } from "./read-piece.ts";
import { readerOf } from "./reader-of.ts";
import { isPacked, scanPacked } from "./scan-stream.ts";
import { timeOf } from "./stamp-time.ts";
import { lastStamp, splitLines } from "./window-start.ts";

/** What a file is a log of, and how its lines are to be read. */
export type LogIdentity = Pick<LogRequest, "gateway" | "log" | "format" | "wrapper">;

export interface IdentifiedLog {
  readonly identity: LogIdentity;
  /** The last stamp, in milliseconds since the epoch; undefined where the end of the file holds none. */
  readonly lastAt: number | undefined;
}

export interface KnownFormats {
  /** Formats of access logs that configs name, by kind of gateway. */
  readonly formats: ReadonlyMap<string, readonly string[]>;
  readonly signal: AbortSignal;
}

const SAMPLE_BYTES = 64 << 10;
const MOST_LINES = 300;
/** Fewer lines than this share make no log of it: traces of programs lie between, and lines of other services. */
const LEAST_SHARE = 0.02;

/**
 * Finds out from its lines which gateway wrote a log, and how: every way of reading is tried on lines from both ends, and
 * the one that takes most of them apart is it. Undefined for a file that none of them can read. @throws the system's error.
 */
export async function identifyLog(
  path: string,
  grammars: ReadonlyMap<string, LogGrammar>,
  known: KnownFormats,
): Promise<IdentifiedLog | "empty" | undefined> {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    if (size === 0) return "empty";
    if (isPacked(file)) return await identifyPacked(path, size, grammars, known);
    const start = splitLines(bytesAt(file, 0), false);
    const end = size > SAMPLE_BYTES ? splitLines(bytesAt(file, size - SAMPLE_BYTES), true) : [];
    const identity = bestOf([...start.slice(0, MOST_LINES), ...end.slice(-MOST_LINES)], grammars, known);
    if (identity === undefined) return undefined;
    const reader = readerOf(identity, grammars);
    return { identity, lastAt: reader && lastStamp(file, size, reader) };
  } finally {
    closeSync(file);
  }
}

/** An archive has no end that could be looked at alone: it is gone through once for its last stamp. */
async function identifyPacked(
  path: string,
  size: number,
  grammars: ReadonlyMap<string, LogGrammar>,
  known: KnownFormats,
): Promise<IdentifiedLog | "empty" | undefined> {
  const lines = splitLines(await firstUnpacked(path), false);
  if (lines.length === 0) return "empty";
  const identity = bestOf(lines.slice(0, MOST_LINES), grammars, known);
  const reader = identity && readerOf(identity, grammars);
  if (identity === undefined || reader === undefined) return undefined;
  let lastAt: number | undefined;
  const limits = { ...LOG_BOUNDS, maxBytes: Number.MAX_SAFE_INTEGER, signal: known.signal };
  await scanPacked(path, size, limits, (block, from, to) => {
    // the last line of each part that has a stamp
    for (let end = to; end > from; ) {
      const start = Math.max(from, block.lastIndexOf(0x0a, end - 2) + 1);
      const stamp = reader.stamp(block.subarray(start, end));
      if (stamp !== undefined) {
        lastAt = timeOf(stamp);
        return;
      }
      end = start;
    }
  });
  return { identity, lastAt };
}

async function firstUnpacked(path: string): Promise<Buffer> {
  const file = createReadStream(path);
  const plain = createGunzip();
  file.on("error", (error) => plain.destroy(error));
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of file.pipe(plain)) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= SAMPLE_BYTES) break;
    }
  } finally {
    file.destroy();
    plain.destroy();
  }
  return Buffer.concat(parts).subarray(0, SAMPLE_BYTES);
}

function bytesAt(file: number, from: number): Buffer {
  const bytes = Buffer.alloc(SAMPLE_BYTES);
  return bytes.subarray(0, readSync(file, bytes, 0, SAMPLE_BYTES, from));
}

function bestOf(
  lines: readonly Uint8Array[],
  grammars: ReadonlyMap<string, LogGrammar>,
  { formats }: KnownFormats,
): LogIdentity | undefined {
  let best: { readonly identity: LogIdentity; readonly fits: number } | undefined;
  for (const identity of candidates(grammars, formats)) {
    const fits = fitting(lines, identity, grammars);
    // of equals the first: what a config names before what is guessed, the richer format before the plain one
    if (fits > (best?.fits ?? 0)) best = { identity, fits };
    // no other one can take more of them apart
    if (fits === lines.length) break;
  }
  return best === undefined || best.fits < lines.length * LEAST_SHARE ? undefined : best.identity;
}

function* candidates(
  grammars: ReadonlyMap<string, LogGrammar>,
  formats: KnownFormats["formats"],
): Generator<LogIdentity> {
  for (const wrapper of LOG_WRAPPERS)
    for (const [gateway, { guesses = [] }] of grammars) {
      yield { gateway, log: "error", format: undefined, wrapper };
      for (const format of [...(formats.get(gateway) ?? []), ...guesses, undefined])
        yield { gateway, log: "access", format, wrapper };
    }
}

function fitting(
  lines: readonly Uint8Array[],
  identity: LogIdentity,
  grammars: ReadonlyMap<string, LogGrammar>,
): number {
  const reader = readerOf(identity, grammars);
  if (reader === undefined) return 0;
  const { stamp, isOwn = always } = reader;
  return lines.filter((line) => isOwn(line) && stamp(line) !== undefined).length;
}

function always(): boolean {
  return true;
}
