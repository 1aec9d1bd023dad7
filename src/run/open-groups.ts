import type { Measurement } from "../model/observation.ts";
import type { EndedStep, Step, StepGroup } from "../plan/step.ts";

export interface OpenGroups {
  /** A step has begun to count for its groups; `order` is its place among all steps. */
  readonly join: (step: Step, order: number) => void;
  /** The step counts as ended for this group, with what was seen. Gives what follows where it was the last. */
  readonly leave: (group: StepGroup, step: Step, seen: readonly Measurement[]) => readonly Step[];
}

interface OpenGroup {
  /** Members that have not ended. */
  open: number;
  readonly ended: (EndedStep & { readonly order: number })[];
}

/** Knows when the last step of a group has ended. */
export function openGroups(): OpenGroups {
  const groups = new Map<StepGroup, OpenGroup>();
  const order = new WeakMap<Step, number>();
  return {
    join: (step, place) => {
      order.set(step, place);
      for (const group of step.groups) {
        const known = groups.get(group) ?? { open: 0, ended: [] };
        known.open++;
        groups.set(group, known);
      }
    },
    leave: (group, step, seen) => {
      const known = groups.get(group);
      if (known === undefined) return [];
      known.open--;
      known.ended.push({ step, seen, order: order.get(step) ?? 0 });
      if (known.open > 0) return [];
      groups.delete(group);
      // Which of them was quicker must not decide what follows.
      return group.next([...known.ended].sort((one, other) => one.order - other.order));
    },
  };
}
