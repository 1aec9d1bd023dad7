import { climbClass } from "../model/climb-class.ts";
import type { Measurement } from "../model/observation.ts";
import type { Subject } from "../model/subject.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";
import { troubledClimbs } from "./units.ts";

/**
 * The containers of this host, once for a gateway: where something fails behind which one of them may stand, and where the
 * gateway itself runs in another network than uhc, so that what it reaches is not what uhc reaches.
 */
export function containerSteps(ended: readonly EndedStep[]): readonly Step[] {
  const processes = ended.flatMap(({ seen }) =>
    seen.flatMap((one) => (one.kind === "process" ? one.facts.processes : [])),
  );
  const isElsewhere = processes.some(({ sharesNetwork }) => sharesNetwork === false);
  if (!isElsewhere && troubledClimbs(ended).length === 0 && !ended.some(({ seen }) => mayBeContainers(seen)))
    return [];
  const gateways = new Set(ended.flatMap(({ step }) => step.subjects.map(({ gateway }) => gateway)));
  return [
    lastStep({
      what: "ask for the containers of this host",
      request: { kind: "containers", gatewayPids: processes.map(({ pid }) => pid) },
      subjects: [...gateways].map((gateway): Subject => ({ gateway })),
      varied: undefined,
    }),
  ];
}

/** A name that leads nowhere, or a service that takes connections and stands still. */
function mayBeContainers(seen: readonly Measurement[]): boolean {
  return (
    climbClass(seen) === "silence" ||
    seen.some(({ kind, outcome }) => kind === "resolve" && outcome.kind !== "answered")
  );
}
