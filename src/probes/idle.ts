import type { Duplex } from "node:stream";
import type { IdleFacts, Measurement } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { IdleRequest } from "../model/request.ts";
import { climb } from "./climb.ts";
import type { ProbeContext } from "./context.ts";
import { startDeadline } from "./deadline.ts";
import { ANSWERED, outcome } from "./outcome.ts";

/**
 * Asks as a climb does, keeps the connection open behind the answer and sends nothing more: measures when the other side
 * closes it. The layers of the climb are not told again; they stand in the gateway's own.
 */
export async function idle(request: IdleRequest, context: ProbeContext): Promise<readonly Measurement[]> {
  const startedAt = context.now();
  const start = context.clock();
  let facts: IdleFacts | undefined;
  const layers = await climb(request.climb, context, async (stream) => {
    facts = await hold(stream, request.holdMs, context);
  });
  const last = layers.at(-1);
  const isAnswered = last?.kind === "exchange" && last.outcome.kind === "answered" && last.facts.bodyComplete;
  const wasKept = isAnswered && facts?.wasKept === true;
  return [
    {
      kind: "idle",
      request,
      outcome: isAnswered
        ? ended(facts, request.holdMs)
        : (last?.outcome ?? outcome("not-tried", "nothing was asked")),
      startedAt,
      durationMs: context.clock() - start,
      facts: { wasKept, closedAfterMs: wasKept ? facts?.closedAfterMs : undefined },
    },
  ];
}

function ended(facts: IdleFacts | undefined, holdMs: number): Outcome {
  if (facts?.wasKept !== true) return outcome("answered", "closed with the answer");
  if (facts.closedAfterMs !== undefined)
    return outcome("reset", `closed by the other side after ${Math.round(facts.closedAfterMs)} ms`);
  return { ...ANSWERED, reason: `still open after ${holdMs} ms` };
}

/** A close that belongs to the answer follows it within this time. */
const WITH_THE_ANSWER_MS = 50;

function hold(stream: Duplex, holdMs: number, context: ProbeContext): Promise<IdleFacts> {
  const start = context.clock();
  return new Promise((resolve) => {
    const settle = (closedAfterMs: number | undefined): void => {
      cancel();
      const wasKept = closedAfterMs === undefined || closedAfterMs > WITH_THE_ANSWER_MS;
      resolve({ wasKept, closedAfterMs: wasKept ? closedAfterMs : undefined });
    };
    const closed = (): void => settle(context.clock() - start);
    const cancel = startDeadline(context, holdMs, () => settle(undefined));
    if (stream.destroyed || stream.readableEnded) return closed();
    stream.once("end", closed);
    stream.once("close", closed);
    stream.on("error", closed);
    stream.resume();
  });
}
