import { climbClass } from "../model/climb-class.ts";
import type { Measurement } from "../model/observation.ts";
import type { ClimbRequest } from "../model/request.ts";
import { isServerError } from "../model/server-error.ts";
import type { Subject } from "../model/subject.ts";
import type { ExperimentId } from "../model/variation.ts";
import type { Experiment } from "./experiment.ts";
import { connectIn, exchangeIn, headerIn } from "./experiments/seen.ts";
import type { Ground } from "./ground.ts";

/** A varied climb that may be made. */
export interface Candidate {
  readonly experiment: ExperimentId;
  readonly request: ClimbRequest;
  readonly from: string;
  readonly to: string;
}

/** One failure at one address, and what could be tried about it. */
export interface Trial {
  readonly ground: Ground;
  /** How the gateway's own way of asking ended. */
  readonly seen: readonly Measurement[];
  /** Others that failed alike, for whom the varied climbs speak too. */
  readonly alike: readonly Subject[];
  /** How often the gateway's own request is repeated first. */
  readonly repeats: number;
  readonly candidates: readonly Candidate[];
}

/** Repetitions before anything is varied: with the first request and the one behind a cure, a handful. */
const REPEATS = 2;
/** A connection that opens only after SYN was sent again (RFC 6298: after 1 s) meets a full queue, or loss. */
const SLOW_CONNECT_MS = 1_000;

export function trialOf(
  ground: Ground,
  seen: readonly Measurement[],
  alike: readonly Subject[],
  experiments: readonly Experiment[],
): Trial {
  const isRepeatable = experiments.some(({ id }) => id === "repeat");
  const candidates = looksOverloaded(seen)
    ? []
    : experiments.flatMap(({ id, vary }) =>
        vary(ground, seen).map((variant): Candidate => ({ experiment: id, ...variant })),
      );
  return { ground, seen, alike, repeats: isRepeatable ? repeatsFor(seen) : 0, candidates };
}

/** It takes connections slowly, or asks to be left alone (RFC 9110 section 10.2.3, RFC 6585 section 4). */
function looksOverloaded(seen: readonly Measurement[]): boolean {
  const exchange = exchangeIn(seen);
  const { status } = exchange?.facts ?? {};
  const connect = connectIn(seen);
  const isSlow = connect?.outcome.kind === "answered" && connect.durationMs > SLOW_CONNECT_MS;
  const isShed =
    status === 429 ||
    (status === 503 && exchange !== undefined && headerIn(exchange, "retry-after") !== undefined);
  return isSlow || isShed;
}

/**
 * A failure that may come and go is looked at again before anything is varied. A closed port was tried twice already, a
 * silence costs too much time, and a status below 500 is an answer.
 */
function repeatsFor(seen: readonly Measurement[]): number {
  const reached = climbClass(seen);
  if (reached === "no-handshake" || reached === "no-answer") return REPEATS;
  const status = Number(/^status (\d+)$/.exec(reached)?.[1] ?? 0);
  return isServerError(status) || status === 429 ? REPEATS : 0;
}
