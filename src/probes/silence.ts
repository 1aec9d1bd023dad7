import type { Measurement } from "../model/observation.ts";
import type { ClimbRequest } from "../model/request.ts";
import type { ProbeContext } from "./context.ts";
import { startDeadline } from "./deadline.ts";
import { NO_ANSWER } from "./exchange-call.ts";
import { NO_HANDSHAKE } from "./handshake.ts";
import { timedOut } from "./outcome.ts";

/** Nobody is called silent later than this: others need not wait for the end of the patience. */
const SILENT_AFTER_MS = 2_000;

/**
 * Says once that a layer keeps silent, with what it would be if the wait ended now, and lets the wait go on. Gives a
 * function that ends the watch.
 */
export function watchSilence(
  context: ProbeContext,
  limitMs: number | undefined,
  interim: (silentMs: number) => readonly Measurement[],
): () => void {
  const { onSilence } = context;
  if (onSilence === undefined) return () => undefined;
  const silentMs = Math.min(limitMs ?? SILENT_AFTER_MS, SILENT_AFTER_MS);
  return startDeadline(context, silentMs, (why) => {
    if (why === "timed-out") onSilence(interim(silentMs));
  });
}

/** The layers as they would be told if they were given up now. */
export function silentConnect(request: ClimbRequest, silentMs: number, context: ProbeContext): Measurement {
  const { outcome, ...common } = silent("no connection", request, silentMs, context);
  const tries = [{ outcome, durationMs: silentMs }];
  return { kind: "connect", ...common, outcome, facts: { localAddress: undefined, tries } };
}

export function silentHandshake(request: ClimbRequest, silentMs: number, context: ProbeContext): Measurement {
  const common = silent("the handshake did not finish", request, silentMs, context);
  return { kind: "handshake", ...common, facts: NO_HANDSHAKE.facts };
}

export function silentExchange(request: ClimbRequest, silentMs: number, context: ProbeContext): Measurement {
  return { kind: "exchange", ...silent("no answer", request, silentMs, context), facts: NO_ANSWER };
}

function silent(what: string, request: ClimbRequest, silentMs: number, { now }: ProbeContext) {
  return {
    request,
    outcome: timedOut(what, silentMs),
    startedAt: now() - silentMs,
    durationMs: silentMs,
  };
}
