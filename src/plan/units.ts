import { climbClass } from "../model/climb-class.ts";
import type { Target } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import type { ListenersFacts } from "../model/observation.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import type { ServicePlace } from "../model/unit.ts";
import { placeAt } from "./held-place.ts";
import { wellNowButLogged } from "./logged-peers.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

/** Places of this host that are asked for at most: each costs a look into a journal. */
const MOST_PLACES = 8;
const DEAD = new Set(["no-connection", "no-handshake", "no-answer"]);
const LOGGED = new Set(["connect-refused", "socket-missing", "closed-before-header", "reset-before-header"]);

/** The climbs behind which a service of this host may be down, or was a while ago. Whether it is this host's the look at it tells. */
export function troubledClimbs(ended: readonly EndedStep[]): readonly EndedStep[] {
  const logged = new Set(wellNowButLogged(ended, (event) => LOGGED.has(event)));
  return ended.filter(
    ({ step: { ground }, seen }) =>
      ground !== undefined && (DEAD.has(climbClass(seen)) || logged.has(ground)),
  );
}

/**
 * Where a connection to this host ended without an answer, or the log says that one did: the unit of the service that is
 * meant to be there. Of a port with a listener it is the listener's own, where that can be seen.
 */
export function unitSteps(
  ended: readonly EndedStep[],
  here: ListenersFacts | undefined,
  sinceMs: number,
): readonly Step[] {
  const places = new Map<string, { place: ServicePlace; subjects: Map<string, Subject> }>();
  for (const { step } of troubledClimbs(ended)) {
    const target = step.ground?.request.target;
    const place = target === undefined ? undefined : placeOf(target, here);
    if (target === undefined || place === undefined) continue;
    const known = places.get(targetText(target));
    const one = known ?? { place, subjects: new Map<string, Subject>() };
    for (const subject of step.subjects) one.subjects.set(subjectKey(subject), subject);
    places.set(targetText(target), one);
  }
  return [...places].slice(0, MOST_PLACES).flatMap(([text, { place, subjects: asking }]) => {
    const subjects = [...asking.values()];
    const plain = { subjects, varied: undefined };
    const unit = { kind: "unit", place, sinceMs } as const;
    const steps = [lastStep({ what: `ask systemd for the service at ${text}`, request: unit, ...plain })];
    // one that listens there is not down, whatever supervisord says of others
    if ("holder" in place && place.holder.kind !== "nobody") return steps;
    const supervised = { kind: "supervised", place } as const;
    const what = `ask supervisord for the service at ${text}`;
    return [...steps, lastStep({ what, request: supervised, ...plain })];
  });
}

/** Unix sockets need no look at the ports. */
function placeOf(target: Target, here: ListenersFacts | undefined): ServicePlace | undefined {
  if (target.kind === "unix") return here === undefined ? { path: target.path } : undefined;
  return here === undefined ? undefined : placeAt(target, here);
}
