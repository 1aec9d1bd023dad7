import type { Endpoint } from "./config.ts";
import type { Labels, SubsetFallback, SubsetSelector, Subsets } from "./upstream-rules.ts";

/**
 * Whether a request that asks for these labels finds anybody among the endpoints, by Envoy's rules (docs:
 * arch_overview/upstream/load_balancing/subsets; source/extensions/load_balancing_policies/subset/subset_lb.cc): the labels
 * must be those of a selector, by name and by value; else the fallback of that selector decides, else that of the upstream.
 */
export function finds(
  subsets: Subsets,
  endpoints: readonly Pick<Endpoint, "labels">[],
  wanted: Labels,
): boolean {
  const fits = (labels: Labels): boolean =>
    endpoints.some((endpoint) => hasAll(endpoint.labels ?? {}, labels));
  const falls = (to: SubsetFallback): boolean =>
    to === "anybody" ? endpoints.length > 0 : to === "default" && fits(subsets.defaultLabels);
  const asked = subsets.ignoresMore === true ? narrowed(subsets, wanted) : wanted;
  const selector = selectorFor(subsets, asked);
  if (selector !== undefined && fits(asked)) return true;
  const own = selector?.fallback;
  if (typeof own === "string") return falls(own);
  // fewer names each time: it ends
  if (own !== undefined && own.fewer.length < Object.keys(asked).length)
    return finds(subsets, endpoints, only(asked, own.fewer));
  if (falls(subsets.fallback.value)) return true;
  return subsets.panicsToAnybody === true && subsets.fallback.value !== "nobody" && endpoints.length > 0;
}

/** The selector that divides by exactly these names; undefined where there is none. */
export function selectorFor({ selectors }: Subsets, labels: Labels): SubsetSelector | undefined {
  const names = Object.keys(labels);
  return selectors.find(
    (one) => one.names.length === names.length && names.every((name) => one.names.includes(name)),
  );
}

/** The labels of the largest selector whose names are all asked for (`allow_redundant_keys`, cluster.proto). */
function narrowed({ selectors }: Subsets, wanted: Labels): Labels {
  const inside = selectors.filter(({ names }) => names.every((name) => name in wanted));
  const largest = inside.reduce<SubsetSelector | undefined>(
    (most, one) => (most === undefined || one.names.length > most.names.length ? one : most),
    undefined,
  );
  return largest === undefined ? wanted : only(wanted, largest.names);
}

function only(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}

function hasAll(own: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => own[name] === value);
}
