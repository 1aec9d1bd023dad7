import type { Measurement } from "../model/observation.ts";
import type { ObservationRequest } from "../model/request.ts";
import type { Subject } from "../model/subject.ts";
import type { Variation } from "../model/variation.ts";
import type { Ground } from "./ground.ts";

/** One thing to measure, for everybody who would have asked the same. */
export interface Step {
  /** For progress: "resolve api.internal", "10.0.0.5:8443". */
  readonly what: string;
  readonly request: ObservationRequest;
  readonly subjects: readonly Subject[];
  readonly varied: Variation | undefined;
  /**
   * The steps that follow from what this one saw: a climb per address, an experiment where a guard opens. A pure
   * function, so that the whole plan is decided before anything is looked at.
   */
  readonly next: (seen: readonly Measurement[]) => readonly Step[];
  /** Those whose end this step is waited for. */
  readonly groups: readonly StepGroup[];
  /** What experiments would start from; undefined where there is nothing to vary. */
  readonly ground: Ground | undefined;
}

/**
 * Steps that are looked at together: when all of them have ended, and all that grew from them and belong here too, the
 * group says what follows. Told apart by identity.
 */
export interface StepGroup {
  readonly next: (ended: readonly EndedStep[]) => readonly Step[];
}

export interface EndedStep {
  readonly step: Step;
  readonly seen: readonly Measurement[];
}

/** A step without consequences. */
export function lastStep(step: Pick<Step, "what" | "request" | "subjects" | "varied">): Step {
  return { ...step, next: () => [], groups: [], ground: undefined };
}

export interface Plan {
  readonly steps: readonly Step[];
  /** What is left out on purpose, and why. */
  readonly notChecked: readonly { readonly what: string; readonly because: string }[];
}
