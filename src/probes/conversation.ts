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

/** Sends a request and reads the answer to its end, or to the end of what there is patience for. */
export function converse(talk: Talk, context: ProbeContext): Promise<Conversation> {
  const { stream } = talk;
  return new Promise((resolve) => {
    let firstByteMs: number | undefined;
    let headerMs: number | undefined;
    let longestPauseMs: number | undefined;
    let lastAt = 0;
    let start: Buffer = NOTHING;
    const end = (ending: Conversation["ending"], error?: unknown): void => {
      cancel();
      stream.removeListener("data", onData);
      resolve({ ending, error, start, firstByteMs, headerMs, longestPauseMs });
    };
    let cancel = startDeadline(context, talk.patienceMs, end);
    const onData = (chunk: Buffer): void => {
      const now = context.clock() - sentAt;
      firstByteMs ??= now;
      longestPauseMs = Math.max(longestPauseMs ?? 0, now - lastAt);
      lastAt = now;
      if (start.length < FIRST_BYTES)
        start = Buffer.concat([start, chunk.subarray(0, FIRST_BYTES - start.length)]);
      const reader = talk.reader();
      reader.push(chunk);
      const stage = reader.stage();
      if (stage !== "header" && stage !== "broken") headerMs ??= now;
      if (stage === "done" || stage === "broken") end(stage);
      else if (stage === "body" && headerMs === now) {
        cancel();
        cancel = startDeadline(context, talk.bodyBudgetMs, end);
      }
    };
    const onClose = (): void => {
      const reader = talk.reader();
      reader.close();
      end(reader.stage() === "done" ? "done" : reader.stage() === "broken" ? "broken" : "closed");
    };
    stream.on("error", (error) => end("failed", error));
    stream.once("end", onClose);
    // The socket may have died between two layers, when nobody listened.
    stream.once("close", () => end(stream.errored ? "failed" : "closed", stream.errored ?? undefined));
    const sentAt = context.clock();
    if (stream.destroyed) return end(stream.errored ? "failed" : "closed", stream.errored ?? undefined);
    stream.on("data", onData);
    if (talk.request.length > 0) stream.write(talk.request);
  });
}
