import { climbClass } from "../model/climb-class.ts";
import type { LogWord } from "../model/log-grammar.ts";
import type { Ground } from "./ground.ts";
import type { EndedStep } from "./step.ts";

/**
 * The climbs that end well now, to peers of which the gateway's log says one of these words: something fails there that a
 * single small request on a fresh connection does not meet. One for each peer.
 */
export function wellNowButLogged(ended: readonly EndedStep[], words: readonly LogWord[]): readonly Ground[] {
  const wanted = new Set<string>(words);
  const peers = new Set(
    ended.flatMap(({ seen }) =>
      seen.flatMap((one) =>
        one.kind === "log"
          ? one.facts.events.flatMap(({ event, peer }) =>
              wanted.has(event) && peer !== undefined ? [peer] : [],
            )
          : [],
      ),
    ),
  );
  const found = new Map<string, Ground>();
  for (const { step, seen } of ended) {
    const peer = step.ground && peerOf(step.ground);
    if (step.ground === undefined || peer === undefined || !peers.has(peer) || found.has(peer)) continue;
    if (climbClass(seen) === "answered") found.set(peer, step.ground);
  }
  return [...found.values()];
}

/** As gateways write it in their logs. */
function peerOf({ request: { target } }: Ground): string {
  if (target.kind === "unix") return `unix:${target.path}`;
  const isBare = target.host.includes(":") && !target.host.startsWith("[");
  return `${isBare ? `[${target.host}]` : target.host}:${target.port}`;
}
