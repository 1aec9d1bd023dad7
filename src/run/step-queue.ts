import type { Measurement } from "../model/observation.ts";
import type { EndedStep, Step, StepGroup } from "../plan/step.ts";

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

interface OpenGroup {
  /** Members that have not ended. */
  open: number;
  readonly ended: (EndedStep & { readonly order: number })[];
}

/**
 * Hands steps out in the order in which they were put in, one at a time for each target, and knows when a group is
 * complete. A service that takes one request at a time, or few a second, must not be overloaded by the questions that
 * are to find out how it is; one that keeps silent anyway is not worth waiting for again and again.
 */
export function stepQueue(steps: readonly Step[]): StepQueue {
  const queue: Step[] = [];
  const order = new Map<Step, number>();
  const groups = new Map<StepGroup, OpenGroup>();
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
    for (const step of more) {
      order.set(step, queue.push(step));
      for (const group of step.groups) {
        const known = groups.get(group) ?? { open: 0, ended: [] };
        known.open++;
        groups.set(group, known);
      }
    }
  };
  const leave = (group: StepGroup, step: Step, seen: readonly Measurement[]): void => {
    const known = groups.get(group);
    if (known === undefined) return;
    known.open--;
    known.ended.push({ step, seen, order: order.get(step) ?? 0 });
    if (known.open > 0) return;
    groups.delete(group);
    // Which of them was quicker must not decide what follows.
    put(group.next([...known.ended].sort((one, other) => one.order - other.order)));
  };
  put(steps);
  return {
    take,
    end: (step, seen) => {
      release(step, seen);
      put(step.next(seen));
      if (!hushed.delete(step)) for (const group of step.groups) leave(group, step, seen);
      order.delete(step);
    },
    hush: (step, soFar) => {
      hushed.add(step);
      release(step, soFar);
      for (const group of step.groups) leave(group, step, soFar);
    },
    left: () => [...queue.slice(next), ...[...busy.values()].flat()],
  };
}

/** Connections without a question keep nobody busy, and are made side by side on purpose. */
function targetOf({ request }: Step): string | undefined {
  const asks = request.kind === "climb" && (request.exchange !== undefined || request.tls !== undefined);
  return asks ? JSON.stringify(request.target) : undefined;
}
