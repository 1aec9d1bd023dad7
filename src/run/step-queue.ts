import type { Measurement } from "../model/observation.ts";
import type { EndedStep, Step, StepGroup } from "../plan/step.ts";

export interface StepQueue {
  /** The step whose turn it is. */
  readonly take: () => Step | undefined;
  /** Puts in what grows from a step that has ended, and what follows from the groups that it was the last of. */
  readonly end: (step: Step, seen: readonly Measurement[]) => void;
  /** Steps whose turn has not come. */
  readonly left: () => readonly Step[];
}

interface OpenGroup {
  /** Members that have not ended. */
  open: number;
  readonly ended: (EndedStep & { readonly order: number })[];
}

/** Hands steps out in the order in which they were put in, and knows when a group is complete. */
export function stepQueue(steps: readonly Step[]): StepQueue {
  const queue: Step[] = [];
  const order = new Map<Step, number>();
  const groups = new Map<StepGroup, OpenGroup>();
  let next = 0;

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
    take: () => (next < queue.length ? queue[next++] : undefined),
    end: (step, seen) => {
      put(step.next(seen));
      for (const group of step.groups) leave(group, step, seen);
      order.delete(step);
    },
    left: () => queue.slice(next),
  };
}
