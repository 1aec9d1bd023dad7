import type { PanicRule } from "./upstream-rules.ts";

/** So many of the endpoints of one priority are healthy. */
export interface PriorityHealth {
  readonly healthy: number;
  readonly all: number;
}

/**
 * The priorities in which health is ignored, by Envoy's rules (docs: arch_overview/upstream/load_balancing/panic_threshold and
 * priority; LoadBalancerBase::recalculatePerPriorityPanic, source/extensions/load_balancing_policies/common): a priority can
 * bear its whole load while its healthy share times the overprovisioning factor reaches 100 percent. While all priorities
 * together can, nobody's health is ignored; else it is in those whose healthy share lies below the threshold.
 * @param priorities From the first on; those without any endpoint bear nothing, and are in no panic.
 */
export function inPanic(priorities: readonly PriorityHealth[], rule: PanicRule): readonly number[] {
  const { overprovisionPercent, belowPercent } = rule;
  const bearable = priorities
    .map((one) => Math.min(100, Math.floor((share(one) * overprovisionPercent) / 100)))
    .reduce((sum, one) => sum + one, 0);
  if (bearable >= 100) return [];
  return priorities.flatMap((one, at) => (one.all > 0 && share(one) < belowPercent.value ? [at] : []));
}

/** Percent. */
function share({ healthy, all }: PriorityHealth): number {
  return all === 0 ? 0 : (100 * healthy) / all;
}
