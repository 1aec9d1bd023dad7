import type { Measurement } from "../model/observation.ts";
import type { Step } from "../plan/step.ts";
import { openGroups } from "./open-groups.ts";

export interface StepQueue {
  /** The step whose turn it is. */
  readonly take: () => Step | undefined;
  /** Puts in what grows from a step that has ended, and what follows from the groups that it was the last of. */
  readonly end: (step: Step, seen: readonly Measurement[]) => void;
  /** Lets everybody who waits for a step go on without its end: it keeps silent, and what there is to see so far is this. */
  readonly hush: (step: Step, soFar: readonly Measurement[]) => void;
  /** Steps whose turn has not come. */
  readonly left: () => readonly Step[];
}

/**
 * Hands steps out in the order in which they were put in, one at a time for each target, and knows when a group is
 * complete. A service that takes one request at a time, or few a second, must not be overloaded by the questions that
 * are to find out how it is; one that keeps silent anyway is not worth waiting for again and again.
 */
export function stepQueue(steps: readonly Step[]): StepQueue {
  const queue: Step[] = [];
  const groups = openGroups();
  /** Target that is being asked → the steps that wait for it. */
  const busy = new Map<string, Step[]>();
  const silent = new Set<string>();
  const hushed = new Set<Step>();
  let next = 0;

  const take = (): Step | undefined => {
    while (next < queue.length) {
      const step = queue[next++];
      const target = step === undefined ? undefined : targetOf(step);
      const waiting = target === undefined || silent.has(target) ? undefined : busy.get(target);
      if (waiting === undefined || step === undefined) {
        if (target !== undefined && !silent.has(target)) busy.set(target, []);
        return step;
      }
      waiting.push(step);
    }
    return undefined;
  };
  const release = (step: Step, seen: readonly Measurement[]): void => {
    const target = targetOf(step);
    if (target === undefined) return;
    if (seen.some((one) => one.outcome.kind === "timed-out")) silent.add(target);
    queue.push(...(busy.get(target) ?? []));
    busy.delete(target);
  };
  const put = (more: readonly Step[]): void => {
    for (const step of more) groups.join(step, queue.push(step));
  };
  // What follows from one group may belong to the next, and must be in it before the step leaves that one.
  const leave = (step: Step, seen: readonly Measurement[]): void => {
    for (const group of step.groups) put(groups.leave(group, step, seen));
  };
  put(steps);
  return {
    take,
    end: (step, seen) => {
      release(step, seen);
      put(step.next(seen));
      if (!hushed.delete(step)) leave(step, seen);
    },
    hush: (step, soFar) => {
      hushed.add(step);
      release(step, soFar);
      leave(step, soFar);
    },
    left: () => [...queue.slice(next), ...[...busy.values()].flat()],
  };
}

/** Connections without a question keep nobody busy, and are made side by side on purpose. */
function targetOf({ request }: Step): string | undefined {
  const asks = request.kind === "climb" && (request.exchange !== undefined || request.tls !== undefined);
  return asks ? JSON.stringify(request.target) : undefined;
}
