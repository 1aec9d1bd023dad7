import { closeSync, openSync } from "node:fs";
import type { LogReader } from "../../model/log-grammar.ts";
import type { LogEvent } from "../../model/observation.ts";
import { type Bounds, readPiece } from "./read-piece.ts";
import { type Extent, newExtent, scanInto } from "./scan.ts";
import { tally } from "./tally.ts";

/** A stretch of a file that several threads may count together: each takes the next piece that nobody has. */
export interface LogTask {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly since: number;
  readonly bounds: Bounds;
  /** One number, that of the next piece. */
  readonly nextPiece: SharedArrayBuffer;
}

export interface TaskResult {
  readonly events: readonly LogEvent[];
  readonly extent: Extent;
  readonly bytesRead: number;
}

const PIECE_BYTES = 8 << 20;

export function newTask(task: Omit<LogTask, "nextPiece">): LogTask {
  return { ...task, nextPiece: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
}

/** Takes pieces until none is left; `mayGoOn` is asked before each. @throws the system's error. */
export async function work(
  task: LogTask,
  reader: LogReader,
  mayGoOn: () => Promise<boolean>,
): Promise<TaskResult> {
  const { path, from, to, since, bounds, nextPiece } = task;
  const next = new Int32Array(nextPiece);
  const events = tally();
  const extent = newExtent();
  const onLines = scanInto(events, extent, reader, since, bounds.maxLineBytes);
  const file = openSync(path, "r");
  let bytesRead = 0;
  try {
    for (;;) {
      // nobody takes a piece any more
      if (!(await mayGoOn())) Atomics.store(next, 0, Math.ceil(to / PIECE_BYTES));
      const start = from + Atomics.add(next, 0, 1) * PIECE_BYTES;
      if (start >= to) break;
      bytesRead += readPiece(file, { from: start, to: Math.min(to, start + PIECE_BYTES) }, bounds, onLines);
    }
  } finally {
    closeSync(file);
  }
  return { events: events.events(), extent, bytesRead };
}
