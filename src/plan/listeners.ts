import type { Measurement } from "../model/observation.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import { connectIn } from "./experiments/seen.ts";
import { type EndedStep, lastStep, type Step } from "./step.ts";
import { unitSteps } from "./units.ts";

/**
 * After a refusal alone: the sockets that listen on this host, once for all endpoints that refused. Whether one of them is
 * this host only the look itself can tell; of what is, the units are asked for.
 */
export function listenerSteps(ended: readonly EndedStep[], sinceMs: number): readonly Step[] {
  const refused = ended.filter(({ step, seen }) => step.ground !== undefined && wasRefused(seen));
  if (refused.length === 0) return [];
  const subjects = new Map<string, Subject>();
  for (const { step } of refused)
    for (const subject of step.subjects) subjects.set(subjectKey(subject), subject);
  const what = "look which ports this host listens on";
  const look = {
    what,
    request: { kind: "listeners" },
    subjects: [...subjects.values()],
    varied: undefined,
  } as const;
  const addresses = (seen: readonly Measurement[]) =>
    seen.flatMap((one) => (one.kind === "listeners" ? one.facts.localAddresses : []));
  return [{ ...lastStep(look), next: (seen) => unitSteps(refused, addresses(seen), sinceMs) }];
}

function wasRefused(seen: readonly Measurement[]): boolean {
  const connect = connectIn(seen);
  return connect?.outcome.kind === "refused" && connect.request.target.kind === "tcp";
}
