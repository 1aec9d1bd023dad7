import type { CauseId } from "../model/cause.ts";
import { type ClimbClass, climbClass } from "../model/climb-class.ts";
import type { Observation } from "../model/observation.ts";
import { covers, type Subject, subjectKey } from "../model/subject.ts";
import type { Witness } from "./judge.ts";

/** What the repetitions of the gateway's own requests and of what cured them say. */
export interface Steadiness {
  /** Without experiments that prove nothing: what they vary makes no difference that lasts. */
  readonly observations: readonly Observation[];
  /** For whom the same request ended in another way when it was repeated. */
  readonly unsteady: readonly Subject[];
  /** Those of them who were served then. */
  readonly servedNowAndThen: readonly Subject[];
}

/**
 * A service that answers by chance is cured by anything. So where the same request ended in another way when it was
 * repeated, or the cure did, the experiments about it are put aside: they would name a cause with a certainty that
 * nobody has.
 */
export function steadiness(observations: readonly Observation[]): Steadiness {
  const climbs = climbsByRequest(observations);
  const repeats = climbs.filter(([first]) => first?.varied?.experiment === "repeat");
  const own = repeats.length === 0 ? new Map<string, Set<ClimbClass>>() : ownClasses(climbs);
  const changed = repeats.filter((repeat) => !endsAs(repeat, own));
  const unsteady = changed.flatMap(([first]) => first?.subjects ?? []);
  const keys = new Set(unsteady.map(subjectKey));
  const chance = chanceCures(climbs);
  return {
    observations: observations.filter(
      (one) =>
        !isExperiment(one) || !(chance.has(one) || one.subjects.some((each) => keys.has(subjectKey(each)))),
    ),
    unsteady,
    servedNowAndThen: changed.filter(serves).flatMap(([first]) => first?.subjects ?? []),
  };
}

/** Repetitions and connections side by side vary nothing, so that chance is what they show. */
function isExperiment({ varied }: Observation): boolean {
  return varied !== undefined && varied.experiment !== "repeat" && varied.experiment !== "connections";
}

type ClimbObservations = readonly Observation[];

function climbsByRequest(observations: readonly Observation[]): readonly ClimbObservations[] {
  const climbs = new Map<Observation["request"], Observation[]>();
  for (const one of observations) {
    if (one.request.kind !== "climb") continue;
    const known = climbs.get(one.request);
    if (known === undefined) climbs.set(one.request, [one]);
    else known.push(one);
  }
  return [...climbs.values()];
}

function endsAs(climb: ClimbObservations, own: ReadonlyMap<string, ReadonlySet<ClimbClass>>): boolean {
  const reached = climbClass(climb);
  return climb[0]?.subjects.some((subject) => own.get(subjectKey(subject))?.has(reached)) === true;
}

/** How the gateway's own first requests ended, by subject. */
function ownClasses(climbs: readonly ClimbObservations[]): ReadonlyMap<string, ReadonlySet<ClimbClass>> {
  const classes = new Map<string, Set<ClimbClass>>();
  for (const climb of climbs) {
    const [first] = climb;
    if (first === undefined || first.varied !== undefined) continue;
    for (const subject of first.subjects) {
      const key = subjectKey(subject);
      classes.set(key, (classes.get(key) ?? new Set()).add(climbClass(climb)));
    }
  }
  return classes;
}

/** Served as well as the gateway could wish: what is said of the failure is true of some requests alone. */
function serves(climb: ClimbObservations): boolean {
  const reached = climbClass(climb);
  return reached === "answered" || /^status [234]/.test(reached);
}

/** Varied climbs that were made twice and ended differently. */
function chanceCures(climbs: readonly ClimbObservations[]): ReadonlySet<Observation> {
  const twins = new Map<string, ClimbObservations[]>();
  for (const climb of climbs) {
    const [first] = climb;
    if (first === undefined || !isExperiment(first)) continue;
    const key = JSON.stringify([first.subjects[0], first.varied]);
    twins.set(key, [...(twins.get(key) ?? []), climb]);
  }
  const differing = [...twins.values()].filter((same) => new Set(same.map(climbClass)).size > 1);
  return new Set(differing.flat(2));
}

/** Failures that can come and go by themselves. Everything else names a mismatch, which would be there the next time. */
const COMES_AND_GOES: ReadonlySet<CauseId> = new Set([
  "application-error",
  "connection-closed-early",
  "connection-reset",
  "dependency-down",
  "llm-engine-dead",
  "llm-model-loading",
  "llm-overloaded",
  "llm-rate-limited",
  "llm-router-cooldown",
  "port-refused",
  "rate-limited",
  "response-malformed",
  "service-crash-loop",
  "service-dies-on-request",
  "service-hung",
  "service-oom-killed",
  "service-overloaded",
  "service-starting",
  "timeout-too-short",
]);
/** A mismatch at one of several instances behind the address is as likely as a service that answers by chance. */
const DOUBTFUL = 0.5;

/**
 * What is said of an endpoint that serves now and then is said of some of its requests; and a mismatch that was not there
 * the next time is doubtful.
 */
export function temper(
  findings: readonly Witness[],
  { unsteady, servedNowAndThen }: Pick<Steadiness, "unsteady" | "servedNowAndThen">,
): readonly Witness[] {
  if (unsteady.length === 0) return findings;
  return findings.map((one): Witness => {
    const { stance, role, subject, cause, strength } = one;
    const isOfEndpoint = stance === "for" && role === "root" && subject.endpoint !== undefined;
    if (!isOfEndpoint || !unsteady.some((each) => covers(subject, each))) return one;
    const tempered = {
      ...one,
      strength: COMES_AND_GOES.has(cause) ? strength : Math.min(strength, DOUBTFUL),
    };
    const isServed = servedNowAndThen.some((each) => covers(subject, each));
    return isServed ? { ...tempered, extent: "some" } : tempered;
  });
}
