import type { Measurement } from "../model/observation.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import type { Experiment } from "./experiment.ts";
import { experimentSteps } from "./experiment-steps.ts";
import { failureKey } from "./failure-key.ts";
import type { Ground } from "./ground.ts";
import type { EndedStep, Step, StepGroup } from "./step.ts";
import { type Trial, trialOf } from "./trial.ts";

/** Endpoints of one upstream that fail alike are experimented on so many times; what is found speaks for the others. */
const MEASURED = 2;

interface Failure {
  readonly ground: Ground;
  readonly seen: readonly Measurement[];
  /** The peer: one address of one endpoint. */
  readonly peer: string;
}

/** The climbs of one upstream: when all of them have ended, their failures are sorted and experimented on. */
export function experimentGroup(experiments: readonly Experiment[]): StepGroup {
  return { next: (ended) => stepsFor(ended, experiments) };
}

function stepsFor(ended: readonly EndedStep[], experiments: readonly Experiment[]): readonly Step[] {
  if (experiments.length === 0) return [];
  const trials = new Map<string, Trial[]>();
  for (const failures of alikeFailures(ended).values())
    for (const { measured, alike } of shared(failures)) {
      const trial = trialOf(measured.ground, measured.seen, alike, experiments);
      trials.set(measured.peer, [...(trials.get(measured.peer) ?? []), trial]);
    }
  return [...trials.values()].flatMap((own) => experimentSteps(own));
}

function alikeFailures(ended: readonly EndedStep[]): ReadonlyMap<string, readonly Failure[]> {
  const failures = new Map<string, Failure[]>();
  for (const { step, seen } of ended) {
    const { ground } = step;
    const key = ground && failureKey(ground, seen);
    if (ground === undefined || key === undefined) continue;
    const failure = { ground, seen, peer: JSON.stringify(ground.request.target) };
    failures.set(key, [...(failures.get(key) ?? []), failure]);
  }
  return failures;
}

interface Shared {
  readonly measured: Failure;
  readonly alike: readonly Subject[];
}

/** Each failure at one of the first peers is spoken for by the first one there, all others by the very first. */
function shared(failures: readonly Failure[]): readonly Shared[] {
  const first = new Map<string, { measured: Failure; alike: Subject[] }>();
  for (const failure of failures) {
    const known = first.get(failure.peer) ?? (first.size < MEASURED ? undefined : [...first.values()][0]);
    if (known === undefined) first.set(failure.peer, { measured: failure, alike: [] });
    else known.alike.push(...failure.ground.subjects);
  }
  return [...first.values()].map(({ measured, alike }) => ({ measured, alike: distinct(alike) }));
}

function distinct(subjects: readonly Subject[]): readonly Subject[] {
  return [...new Map(subjects.map((subject) => [subjectKey(subject), subject])).values()];
}
