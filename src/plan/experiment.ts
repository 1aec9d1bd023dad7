import type { Measurement } from "../model/observation.ts";
import type { ClimbRequest } from "../model/request.ts";
import type { ExperimentId } from "../model/variation.ts";
import type { Ground } from "./ground.ts";

/** The same climb with one thing changed. */
export interface Variant {
  readonly request: ClimbRequest;
  readonly from: string;
  readonly to: string;
}

/**
 * One thing that can be varied. `vary` is the guard as well: it gives no variant where the outcome would tell no two
 * hypotheses apart.
 */
export interface Experiment {
  readonly id: ExperimentId;
  readonly vary: (ground: Ground, seen: readonly Measurement[]) => readonly Variant[];
}
