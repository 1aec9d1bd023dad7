import { climbClass, getsFurther } from "../model/climb-class.ts";
import { otherServer } from "../model/exchange.ts";
import type { Measurement } from "../model/observation.ts";
import type { ClimbRequest } from "../model/request.ts";
import type { ExperimentId } from "../model/variation.ts";
import { lastStep, type Step } from "./step.ts";
import type { Candidate, Trial } from "./trial.ts";

/** Varied climbs to one address at most, whatever fails there. Repetitions of the gateway's own are three at most. */
const VARIED_CLIMBS = 8;
/** Where the gateway's way ends in silence, a way that works mostly works at once; so does the right protocol. */
const SHORT_PATIENCE_MS = 2_000;
/** These put bytes to the service that it may never have seen: who does not know them often waits for more. */
const IN_OTHER_WORDS: ReadonlySet<ExperimentId> = new Set(["transport", "proxy-protocol", "protocol"]);

/** What follows, with as many varied climbs as are left. */
type Onwards = (left: number) => readonly Step[];

/** The experiments at one address, one request after another. */
export function experimentSteps(trials: readonly Trial[], left = VARIED_CLIMBS): readonly Step[] {
  const [trial, ...rest] = trials;
  return trial === undefined
    ? []
    : repeating(trial, trial.repeats, left, (then) => experimentSteps(rest, then));
}

/** The same again: a failure that does not come back is no matter for experiments. */
function repeating(trial: Trial, times: number, left: number, onwards: Onwards): readonly Step[] {
  if (times === 0) return varying(trial, trial.candidates, left, onwards);
  const again = ownStep(trial);
  const next: Step["next"] = (seen) =>
    climbClass(seen) === climbClass(trial.seen) ? repeating(trial, times - 1, left, onwards) : onwards(left);
  return [{ ...again, next }];
}

/**
 * One variation after another, each only while none before it got further: what works names the cause, and more requests
 * would only cost.
 */
function varying(
  trial: Trial,
  candidates: readonly Candidate[],
  left: number,
  onwards: Onwards,
): readonly Step[] {
  const [candidate, ...rest] = candidates;
  if (candidate === undefined || left === 0) return onwards(left);
  const next: Step["next"] = (seen) => {
    if (getsFurther(trial.seen, seen)) return confirming(trial, candidate, left - 1, onwards);
    // Redis, SSH and their like stay what they are, however one asks.
    return namesItself(seen) ? onwards(left - 1) : varying(trial, rest, left - 1, onwards);
  };
  return [{ ...variedStep(trial, candidate), next }];
}

function namesItself(seen: readonly Measurement[]): boolean {
  return seen.some((one) => one.kind === "exchange" && otherServer(one.facts.spoke) !== undefined);
}

/**
 * A cure is one only if the gateway's own way still fails, and the changed way still works: a service that answers by
 * chance would be cured by anything.
 */
function confirming(trial: Trial, candidate: Candidate, left: number, onwards: Onwards): readonly Step[] {
  const again: Step = { ...variedStep(trial, candidate), next: () => onwards(left - 1) };
  return [{ ...ownStep(trial), next: () => (left === 0 ? onwards(left) : [again]) }];
}

function ownStep({ ground, seen }: Trial): Step {
  return lastStep({
    what: `${ground.what}, once more`,
    request: withPatience(ground.request, seen, "repeat"),
    subjects: ground.subjects,
    varied: { experiment: "repeat", from: "once", to: "once more" },
  });
}

function variedStep({ ground, seen, alike }: Trial, { experiment, request, from, to }: Candidate): Step {
  return lastStep({
    what: `${ground.what}, ${experiment} ${from} → ${to}`,
    request: withoutSecrets(withPatience(request, seen, experiment)),
    subjects: [...ground.subjects, ...alike],
    varied: { experiment, from, to },
  });
}

/** Gives a request of its own, also where nothing changes, so that its layers are not taken for those of the first. */
function withPatience(request: ClimbRequest, own: Trial["seen"], experiment: ExperimentId): ClimbRequest {
  const isShort = climbClass(own) === "silence" || IN_OTHER_WORDS.has(experiment);
  const mostMs = isShort ? SHORT_PATIENCE_MS : request.patienceMs;
  return { ...request, patienceMs: Math.min(request.patienceMs, mostMs), answerPatienceMs: undefined };
}

/** Headers and parameters that hold no secret by their nature; anything else that a config sets may be one. */
const HARMLESS =
  /^(accept(-[a-z]+)?|cache-control|connection|content-type|date|forwarded|host|te|upgrade|user-agent|via|x-forwarded-[a-z]+|x-real-ip|x-request-id|sec-websocket-[a-z]+|script_(file)?name|document_(root|uri)|path_info|redirect_status|server_(name|port))$/i;

/**
 * A varied request carries no credentials: it may go to a place, or over a transport, that the config never meant. A
 * query can only come from the config, since uhc's own requests have none, and may hold a key as well.
 */
function withoutSecrets(request: ClimbRequest): ClimbRequest {
  const tls = request.tls && { ...request.tls, clientCertificate: undefined };
  // nothing is left of a script without its password
  if (request.exchange?.script?.hasCredentials === true) return { ...request, exchange: undefined, tls };
  const exchange = request.exchange && {
    ...request.exchange,
    path: request.exchange.path.replace(/\?.*$/s, ""),
    headers: request.exchange.headers.filter(([name]) => HARMLESS.test(name)),
    hasCredentials: false,
  };
  return { ...request, exchange, tls };
}
