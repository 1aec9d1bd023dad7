import type { Policy } from "../model/check.ts";
import type { Climb } from "../model/conclusion.ts";
import { liveness } from "../model/liveness.ts";
import type { Observation, ObservationOf } from "../model/observation.ts";
import { CLIENTS_SERVED, type OutcomeKind } from "../model/outcome.ts";
import type { ClimbRequest } from "../model/request.ts";
import type { Subject } from "../model/subject.ts";
import type { ExperimentId } from "../model/variation.ts";

type ClimbObservation = ObservationOf<"connect" | "handshake" | "exchange">;

/** What varies nothing of the way in which the gateway connects and asks. */
const OWN_WAY: ReadonlySet<ExperimentId> = new Set<ExperimentId>(["repeat", "connections"]);

/** Puts the observations of one connection together again, repetitions too; varied ones are left out. */
export function climbsIn(observations: readonly Observation[]): readonly Climb[] {
  const climbs = new Map<ClimbRequest, Climb>();
  for (const one of observations) {
    if (!isClimb(one) || (one.varied !== undefined && !OWN_WAY.has(one.varied.experiment))) continue;
    climbs.set(one.request, { ...(climbs.get(one.request) ?? none(one.subjects)), [one.kind]: one });
  }
  return [...climbs.values()];
}

function isClimb(one: Observation): one is ClimbObservation {
  return one.kind === "connect" || one.kind === "handshake" || one.kind === "exchange";
}

function none(subjects: readonly Subject[]): Climb {
  return { subjects, connect: undefined, handshake: undefined, exchange: undefined };
}

/** Ends of an attempt that lie with uhc: the gateway may have the permission, or the means, that uhc lacks. */
const SAYS_NOTHING: ReadonlySet<OutcomeKind> = new Set(["not-tried", "probe-broken", "not-allowed"]);

/** Whether the climb shows the endpoint serving; undefined when it can't tell. */
export function serves({ connect, handshake, exchange }: Climb, policy: Policy): boolean | undefined {
  const top = exchange ?? handshake ?? connect;
  if (top?.outcome.code === CLIENTS_SERVED) return true;
  if (top === undefined || SAYS_NOTHING.has(top.outcome.kind)) return undefined;
  if (top.kind === "exchange") return liveness(top, policy).alive;
  if (top.outcome.kind !== "answered") return false;
  const { limits } = top.request;
  const limitMs = top.kind === "connect" ? limits.connectMs : limits.handshakeMs;
  return limitMs === undefined || top.durationMs <= limitMs;
}
