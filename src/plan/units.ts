import { climbClass } from "../model/climb-class.ts";
import type { Target } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import type { UnitRequest } from "../model/unit.ts";
import { wellNowButLogged } from "./logged-peers.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";

/** Places of this host that are asked for at most: each costs a look into a journal. */
const MOST_PLACES = 8;
const DEAD = new Set(["no-connection", "no-handshake", "no-answer"]);
const LOGGED = new Set(["connect-refused", "socket-missing", "closed-before-header", "reset-before-header"]);
const LOOPBACK = /^(?:127\.|::1$|localhost$)/;

/**
 * Where a connection to this host ended without an answer, or the log says that one did: the unit of the service that is
 * meant to be there. Without addresses of this host, loopback and unix sockets alone are known to be here; with them, the
 * rest of it.
 */
export function unitSteps(
  ended: readonly EndedStep[],
  localAddresses: readonly string[],
  sinceMs: number,
): readonly Step[] {
  const isMeant = (target: Target): boolean => {
    const isOwn = target.kind === "unix" || LOOPBACK.test(target.host);
    return localAddresses.length === 0 ? isOwn : !isOwn && localAddresses.includes(target.host);
  };
  const logged = new Set(wellNowButLogged(ended, (event) => LOGGED.has(event)));
  const places = new Map<string, { place: UnitRequest["place"]; subjects: Map<string, Subject> }>();
  for (const { step, seen } of ended) {
    const { ground } = step;
    if (ground === undefined || !isMeant(ground.request.target)) continue;
    if (!DEAD.has(climbClass(seen)) && !logged.has(ground)) continue;
    const known = places.get(targetText(ground.request.target));
    const one = known ?? { place: placeOf(ground.request.target), subjects: new Map<string, Subject>() };
    for (const subject of step.subjects) one.subjects.set(subjectKey(subject), subject);
    places.set(targetText(ground.request.target), one);
  }
  return [...places].slice(0, MOST_PLACES).map(([text, { place, subjects }]) =>
    lastStep({
      what: `ask systemd for the service at ${text}`,
      request: { kind: "unit", place, sinceMs },
      subjects: [...subjects.values()],
      varied: undefined,
    }),
  );
}

function placeOf(target: Target): UnitRequest["place"] {
  return target.kind === "unix" ? { path: target.path } : { port: target.port };
}
