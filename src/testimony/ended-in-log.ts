import type { LogEvent, ObservationOf } from "../model/observation.ts";
import { filledSlots } from "../model/time-slots.ts";

/** Quiet for so long, and for several times as long as the failures lay apart, is more than a pause between two of them. */
const QUIET_MS = 300_000;
const TIMES_APART = 3;

export interface Ended {
  /** Good answers since the last failure. */
  readonly good: number;
  readonly lastGoodAt: number;
}

/** The good answers that access logs show, of those peers that they name. */
export function goodAnswers(logs: readonly ObservationOf<"log">[]): readonly LogEvent[] {
  return logs
    .filter(({ request }) => request.log === "access")
    .flatMap(({ facts }) =>
      facts.events.filter(({ event, peer }) => peer !== undefined && /^access-[23]/.test(event)),
    );
}

/**
 * Whether the gateway's own log shows that a failure of a peer is over: it has gone on to get good answers from that peer,
 * long after the last failure. Nothing repeats a step as truly as the gateway itself.
 */
export function endedInLog(event: LogEvent, answers: readonly LogEvent[]): Ended | undefined {
  const good = answers.filter((one) => one.peer === event.peer);
  const lastGoodAt = good.reduce((last, one) => Math.max(last, one.lastAt), 0);
  const apartMs = event.count > 1 ? (event.lastAt - event.firstAt) / (event.count - 1) : 0;
  if (lastGoodAt - event.lastAt < Math.max(QUIET_MS, TIMES_APART * apartMs)) return undefined;
  const since = good
    .flatMap(({ slots }) => (slots === undefined ? [] : filledSlots(slots)))
    .filter(([at]) => at > event.lastAt);
  return {
    good: Math.max(
      1,
      since.reduce((sum, [, count]) => sum + count, 0),
    ),
    lastGoodAt,
  };
}
