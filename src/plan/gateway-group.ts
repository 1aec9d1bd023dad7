import type { Gateway } from "../model/config.ts";
import type { ExperimentId } from "../model/variation.ts";
import { containerSteps } from "./containers.ts";
import { dependencySteps } from "./dependencies.ts";
import { firstBytesSteps } from "./first-bytes.ts";
import { fullSizeSteps } from "./full-size.ts";
import { handfulSteps } from "./handful.ts";
import { hostSteps } from "./host-steps.ts";
import { keptConnectionSteps } from "./kept-connections.ts";
import { severalConnectionSteps } from "./several-connections.ts";
import type { StepGroup } from "./step.ts";

export interface GatewayGroupOptions {
  /** This host is the one that the config belongs to. */
  readonly isHere: boolean;
  /** How far back journals are read. */
  readonly sinceMs: number;
  readonly experiments: ReadonlySet<ExperimentId>;
}

/** Everything that is looked at for a gateway, its log too: what follows from several of these together. */
export function gatewayGroup(
  gateway: Gateway,
  { isHere, sinceMs, experiments }: GatewayGroupOptions,
): StepGroup {
  return {
    next: (ended) => [
      ...(isHere ? hostSteps(gateway, ended, sinceMs) : []),
      ...(experiments.has("repeat") ? handfulSteps(ended) : []),
      ...(experiments.has("idle") ? keptConnectionSteps(gateway, ended) : []),
      ...(experiments.has("connections") ? severalConnectionSteps(ended) : []),
      ...(experiments.has("small-answer") ? firstBytesSteps(ended) : []),
      ...(experiments.has("dependency") ? dependencySteps(ended) : []),
      ...(experiments.has("full-size") ? fullSizeSteps(ended) : []),
      ...(isHere ? containerSteps(ended) : []),
    ],
  };
}
