import type { Measurement } from "../model/observation.ts";
import type { ObservationRequest } from "../model/request.ts";
import type { Subject } from "../model/subject.ts";
import type { Variation } from "../model/variation.ts";

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
}

/** A step without consequences. */
export function lastStep(step: Omit<Step, "next">): Step {
  return { ...step, next: () => [] };
}

export interface Plan {
  readonly steps: readonly Step[];
  /** What is left out on purpose, and why. */
  readonly notChecked: readonly { readonly what: string; readonly because: string }[];
}
