/** Which file or snippet imports which, to find circles (caddyconfig/caddyfile/importgraph.go). */
export interface ImportGraph {
  /** Whether the imports can be added; not when one of them already leads back to where they stand. */
  readonly add: (from: string, to: readonly string[]) => string | undefined;
}

export function importGraph(): ImportGraph {
  const edges = new Map<string, Set<string>>();
  const leadsTo = (from: string, wanted: string): boolean => {
    const seen = new Set<string>();
    const open = [from];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const to of edges.get(at) ?? []) {
        if (to === wanted) return true;
        if (seen.has(to)) continue;
        seen.add(to);
        open.push(to);
      }
    return false;
  };
  return {
    add: (from, tos) => {
      const known = edges.get(from) ?? new Set<string>();
      edges.set(from, known);
      for (const to of tos) {
        if (leadsTo(to, from)) return to;
        known.add(to);
      }
      return undefined;
    },
  };
}
