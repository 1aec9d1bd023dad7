import type { Duplex } from "node:stream";
import type { ProbeContext } from "./context.ts";
import { startDeadline } from "./deadline.ts";
import { FIRST_BYTES } from "./first-bytes.ts";

/** Reads an answer piece by piece; each protocol has its own. */
export interface AnswerReader {
  readonly push: (chunk: Buffer) => void;
  /** The other side closed in good order: for some answers that is their end. */
  readonly close: () => void;
  /** `header` must end within the patience of the probe, `body` within a budget of its own; then nothing more is read. */
  readonly stage: () => "header" | "body" | "done" | "broken";
}

/** How the talking went; what was said, the reader knows. */
export interface Conversation {
  readonly ending: "done" | "broken" | "closed" | "timed-out" | "run-ended" | "failed";
  /** With `failed`: what the stream said. */
  readonly error: unknown;
  /** The first bytes of the answer, at most 64. */
  readonly start: Buffer;
  /** Milliseconds from the last byte of the request. */
  readonly firstByteMs: number | undefined;
  readonly headerMs: number | undefined;
  readonly longestPauseMs: number | undefined;
}

export interface Talk {
  readonly stream: Duplex;
  readonly request: Buffer;
  /** Asked for with the first bytes of the answer, so that thousands can wait for little memory. */
  readonly reader: () => AnswerReader;
  readonly patienceMs: number;
  readonly bodyBudgetMs: number;
}

const NOTHING = Buffer.alloc(0);

/** What grows while an answer comes. */
interface Progress {
  readonly talk: Talk;
  readonly context: ProbeContext;
  readonly sentAt: number;
  readonly resolve: (conversation: Conversation) => void;
  hasEnded: boolean;
  cancel: () => void;
  lastAt: number;
  start: Buffer;
  firstByteMs: number | undefined;
  headerMs: number | undefined;
  longestPauseMs: number | undefined;
}

/** Sends a request and reads the answer to its end, or to the end of what there is patience for. */
export function converse(talk: Talk, context: ProbeContext): Promise<Conversation> {
  const { stream } = talk;
  return new Promise((resolve) => {
    const progress: Progress = {
      talk,
      context,
      sentAt: context.clock(),
      resolve,
      hasEnded: false,
      cancel: startDeadline(context, talk.patienceMs, (why) => end(progress, why)),
      lastAt: 0,
      start: NOTHING,
      firstByteMs: undefined,
      headerMs: undefined,
      longestPauseMs: undefined,
    };
    const onClose = (): void => end(progress, stream.errored ? "failed" : "closed", stream.errored);
    // The socket may have died between two layers, when nobody listened.
    if (stream.destroyed) return onClose();
    stream.on("error", (error) => end(progress, "failed", error));
    stream.on("close", onClose);
    stream.on("end", () => onEnd(progress));
    stream.on("data", (chunk: Buffer) => onData(progress, chunk));
    if (talk.request.length > 0) stream.write(talk.request);
  });
}

function onData(progress: Progress, chunk: Buffer): void {
  if (progress.hasEnded) return;
  const { talk, context } = progress;
  const now = context.clock() - progress.sentAt;
  progress.firstByteMs ??= now;
  progress.longestPauseMs = Math.max(progress.longestPauseMs ?? 0, now - progress.lastAt);
  progress.lastAt = now;
  if (progress.start.length < FIRST_BYTES) {
    const before = progress.start === NOTHING ? chunk : Buffer.concat([progress.start, chunk]);
    progress.start = before.subarray(0, FIRST_BYTES);
  }
  const reader = talk.reader();
  reader.push(chunk);
  const stage = reader.stage();
  if (stage === "header") return;
  const isHeaderEnd = progress.headerMs === undefined && stage !== "broken";
  if (isHeaderEnd) progress.headerMs = now;
  if (stage !== "body") end(progress, stage);
  else if (isHeaderEnd) {
    progress.cancel();
    progress.cancel = startDeadline(context, talk.bodyBudgetMs, (why) => end(progress, why));
  }
}

/** The other side closed its half in good order. */
function onEnd(progress: Progress): void {
  if (progress.hasEnded) return;
  const reader = progress.talk.reader();
  reader.close();
  const stage = reader.stage();
  end(progress, stage === "done" || stage === "broken" ? stage : "closed");
}

function end(progress: Progress, ending: Conversation["ending"], error?: unknown): void {
  if (progress.hasEnded) return;
  progress.hasEnded = true;
  progress.cancel();
  const { start, firstByteMs, headerMs, longestPauseMs } = progress;
  progress.resolve({ ending, error, start, firstByteMs, headerMs, longestPauseMs });
}
