/**
 * `sort.SliceStable` of Go for short lists, by insertion: Caddy's rules for what comes first do not always agree with
 * themselves, and then the order of the comparisons decides.
 */
export function stableSort<Item>(items: readonly Item[], isLess: (a: Item, b: Item) => boolean): Item[] {
  const sorted = [...items];
  if (sorted.length > SHORT) return sorted.sort((a, b) => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0));
  for (let from = 1; from < sorted.length; from++)
    for (let at = from; at > 0; at--) {
      const before = sorted[at - 1];
      const here = sorted[at];
      if (before === undefined || here === undefined || !isLess(here, before)) break;
      sorted[at - 1] = here;
      sorted[at] = before;
    }
  return sorted;
}

const SHORT = 200;
