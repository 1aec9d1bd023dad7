import { climbClass } from "../model/climb-class.ts";
import { targetText } from "../model/evidence.ts";
import type { LogEvent } from "../model/observation.ts";
import type { Ground } from "./ground.ts";
import type { EndedStep } from "./step.ts";

/**
 * The climbs that end well now, to peers of which the gateway's log tells something: it fails there in a way that a single
 * small request on a fresh connection does not meet. One for each peer. Access logs often name no peer; then it may be any,
 * and a line that names an upstream alone may be about any of its own.
 */
export function wellNowButLogged(
  ended: readonly EndedStep[],
  tells: (event: string, whole: LogEvent) => boolean,
): readonly Ground[] {
  const telling = ended
    .flatMap(({ seen }) => seen.flatMap((one) => (one.kind === "log" ? one.facts.events : [])))
    .filter((one) => tells(one.event, one));
  const peers = new Set(telling.flatMap(({ peer }) => peer ?? []));
  const pools = new Set(
    telling.flatMap(({ peer, upstream }) => (peer === undefined ? (upstream ?? []) : [])),
  );
  const isAnybody = telling.some(({ event, peer }) => peer === undefined && event.startsWith("access-"));
  const found = new Map<string, Ground>();
  for (const { step, seen } of ended) {
    const peer = step.ground && targetText(step.ground.request.target);
    if (step.ground === undefined || peer === undefined || found.has(peer)) continue;
    const isMeant = step.ground.subjects.some(
      ({ upstream, endpoint }) =>
        (endpoint !== undefined && peers.has(endpoint)) || (upstream !== undefined && pools.has(upstream)),
    );
    if (!isAnybody && !peers.has(peer) && !isMeant) continue;
    if (climbClass(seen) === "answered") found.set(peer, step.ground);
  }
  return [...found.values()];
}
