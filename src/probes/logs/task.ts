import type { LogReader } from "../../model/log-grammar.ts";
import { type Bounds, readPiece, roomFor } from "./read-piece.ts";
import { type Extent, newExtent, scanInto } from "./scan.ts";
import type { Counted, Tally } from "./tally.ts";

/** A stretch of a file that several threads may count together: each takes the next piece that nobody has. */
export interface LogTask {
  /** The open file: a descriptor is the whole process's, and a name may belong to another file by now. */
  readonly file: number;
  readonly from: number;
  readonly to: number;
  readonly since: number;
  /** What is added to places in this file, so that files that were before it lie before it. */
  readonly placeBase: number;
  readonly bounds: Bounds;
  /** One number, that of the next piece. */
  readonly nextPiece: SharedArrayBuffer;
}

/** What a thread beside this one hands over. */
export interface TaskResult extends WorkDone {
  readonly counted: readonly Counted[];
}

export interface WorkDone {
  readonly extent: Extent;
  readonly bytesRead: number;
}

export function newTask(task: Omit<LogTask, "nextPiece">): LogTask {
  return { ...task, nextPiece: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
}

/**
 * Takes pieces until none is left, and counts into `events`; `mayGoOn` is asked before each piece. @throws the system's
 * error.
 */
export async function work(
  { file, from, to, since, placeBase, bounds, nextPiece }: LogTask,
  reader: LogReader,
  events: Tally,
  mayGoOn: () => Promise<boolean>,
): Promise<WorkDone> {
  const { pieceBytes } = bounds;
  const next = new Int32Array(nextPiece);
  const extent = newExtent();
  const onLines = scanInto(events, extent, reader, since, bounds.maxLineBytes);
  const block = Buffer.allocUnsafe(roomFor(bounds));
  let bytesRead = 0;
  for (;;) {
    // nobody takes a piece any more
    if (!(await mayGoOn())) Atomics.store(next, 0, Math.ceil(to / pieceBytes));
    const start = from + Atomics.add(next, 0, 1) * pieceBytes;
    if (start >= to) break;
    events.goTo(placeBase + start);
    const piece = { from: start, to: Math.min(to, start + pieceBytes) };
    bytesRead += readPiece(file, piece, bounds, onLines, block);
  }
  return { extent, bytesRead };
}
