import { targetText } from "../model/evidence.ts";
import type { LogWord } from "../model/log-grammar.ts";
import type { Measurement } from "../model/observation.ts";
import { connectIn } from "./experiments/seen.ts";
import type { Ground } from "./ground.ts";
import { wellNowButLogged } from "./logged-peers.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

const TIMES = 10;
const PEERS = 4;
/** SYN is sent again after one second, and after three (RFC 6298 section 2): what opens by then has lost one or none. */
const PATIENCE_MS = 2_500;
/** A connection that took so long had to ask twice. */
const ASKED_TWICE_MS = 990;
const STALLED: ReadonlySet<string> = new Set<LogWord>(["connect-timeout"]);

/**
 * Where a connection does not open, or only at the second SYN, or where the log shows such: ten more, side by side and without
 * a request. Tells a way that loses packets now and then (`network-degraded`) from one that nothing gets through. Costs
 * ten connections for each such peer, and 2.5 s at most.
 */
export function severalConnectionSteps(ended: readonly EndedStep[]): readonly Step[] {
  const grounds = new Map<string, Ground>();
  for (const { step, seen } of ended)
    if (step.ground !== undefined && isStalled(seen)) add(grounds, step.ground);
  for (const ground of wellNowButLogged(ended, (event) => STALLED.has(event))) add(grounds, ground);
  return [...grounds.values()].slice(0, PEERS).flatMap(connections);
}

function add(grounds: Map<string, Ground>, ground: Ground): void {
  const peer = targetText(ground.request.target);
  if (ground.request.target.kind === "tcp" && !grounds.has(peer)) grounds.set(peer, ground);
}

function isStalled(seen: readonly Measurement[]): boolean {
  const connect = connectIn(seen);
  if (connect === undefined || connect.outcome.kind === "timed-out") return connect !== undefined;
  return connect.outcome.kind === "answered" && connect.durationMs >= ASKED_TWICE_MS;
}

function connections({ request, subjects, what }: Ground): readonly Step[] {
  return Array.from({ length: TIMES }, (_, nth) =>
    lastStep({
      what: `${what}, connection ${nth + 1} of ${TIMES}`,
      request: {
        ...request,
        patienceMs: Math.min(request.patienceMs, PATIENCE_MS),
        answerPatienceMs: undefined,
        tls: undefined,
        exchange: undefined,
      },
      subjects,
      varied: { experiment: "connections", from: "one connection", to: `number ${nth + 1} of ${TIMES}` },
    }),
  );
}
