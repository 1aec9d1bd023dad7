import { duration, targetText } from "../model/evidence.ts";
import type { OutOfMemoryKill } from "../model/kernel.ts";
import type { ObservationOf } from "../model/observation.ts";
import { loggedAs, moment, STAMP_MS } from "./logged.ts";

/** Before this, a kill without a trace in the gateway's log may have been followed by a start and a stop on purpose. */
const RECENT_MS = 3_600_000;
/** The next request after the kill is the first to fail; a quiet service may wait for it this long. */
const NEXT_REQUEST_MS = 120_000;

export interface Onset {
  readonly kill: OutOfMemoryKill;
  readonly strength: number;
  readonly evidence: readonly string[];
}

/**
 * The kill behind a port that is refused now: the last one before the first refusal in the gateway's log, or else a recent one.
 * Undefined where refusals began long before or after every kill: then something else stopped it.
 */
export function onsetBehind(
  kills: readonly OutOfMemoryKill[],
  connect: ObservationOf<"connect">,
  logs: readonly ObservationOf<"log">[],
  now: number,
): Onset | undefined {
  const place = targetText(connect.request.target);
  const refusals = loggedAs(logs, ["connect-refused"], ({ peer }) => peer === place);
  const firstAt = refusals.reduce<number>((first, one) => Math.min(first, one.firstAt), Infinity);
  const last = kills.at(-1);
  if (firstAt === Infinity)
    return last !== undefined && now - last.at <= RECENT_MS
      ? { kill: last, strength: 0.85, evidence: [] }
      : undefined;
  const before = kills.findLast(({ at }) => at <= firstAt + STAMP_MS && firstAt - at <= NEXT_REQUEST_MS);
  if (before !== undefined) {
    const after = Math.max(0, firstAt - before.at);
    const sentence = `the gateway's first refusal is logged at ${moment(firstAt)}, ${duration(after)} later`;
    return { kill: before, strength: 0.95, evidence: [sentence] };
  }
  // It refused before, too: started again and killed again, perhaps.
  return last !== undefined && last.at > firstAt && now - last.at <= RECENT_MS
    ? { kill: last, strength: 0.7, evidence: [`refusals are logged since ${moment(firstAt)}`] }
    : undefined;
}
