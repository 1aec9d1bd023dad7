import type { Duplex } from "node:stream";
import type { IdleFacts, Measurement } from "../model/observation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { ClimbRequest, IdleRequest } from "../model/request.ts";
import { climb } from "./climb.ts";
import type { ProbeContext } from "./context.ts";
import { startDeadline } from "./deadline.ts";
import { askOver } from "./exchange.ts";
import { ANSWERED, outcome } from "./outcome.ts";

/**
 * Asks as a climb does and keeps the connection open behind the answer: measures when the other side closes it, and where
 * it does not, asks the same again on it. The layers of the climb are not told again; they stand in the gateway's own.
 */
export async function idle(request: IdleRequest, context: ProbeContext): Promise<readonly Measurement[]> {
  const startedAt = context.now();
  const start = context.clock();
  let facts: IdleFacts | undefined;
  const layers = await climb(request.climb, context, async (stream) => {
    const kept = await hold(stream, request.holdMs, context);
    const isOpen = kept.wasKept && kept.closedAfterMs === undefined;
    facts = isOpen ? { ...kept, reused: await reuse(stream, request.climb, context) } : kept;
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
      facts: wasKept && facts !== undefined ? facts : NOT_KEPT,
    },
  ];
}

const NOT_KEPT: IdleFacts = { wasKept: false, closedAfterMs: undefined, reused: undefined };

async function reuse(
  stream: Duplex,
  request: ClimbRequest,
  context: ProbeContext,
): Promise<Outcome | undefined> {
  const { measurements } = await askOver(stream, request, context);
  return measurements.at(-1)?.outcome;
}

function ended(facts: IdleFacts | undefined, holdMs: number): Outcome {
  if (facts?.wasKept !== true) return outcome("answered", "closed with the answer");
  if (facts.closedAfterMs !== undefined)
    return outcome("reset", `closed by the other side after ${Math.round(facts.closedAfterMs)} ms`);
  const { reused } = facts;
  if (reused !== undefined && reused.kind !== "answered")
    return { ...reused, reason: `the second request on it: ${reused.reason}` };
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
      resolve({ wasKept, closedAfterMs: wasKept ? closedAfterMs : undefined, reused: undefined });
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
