import { openScope, own, type Scope } from "../context.ts";

/** Blocks nested deeper are not read: nobody writes them, and each level costs stack. */
const DEEPEST = 100;

const BLOCKS = ["location", "if", "limit_except"] as const;

/** Visits a block of a server, and all that are in it, outer ones first. */
export function eachScope(scope: Scope, visit: (scope: Scope) => void, depth = 0): void {
  visit(scope);
  if (depth > DEEPEST) return;
  for (const kind of BLOCKS)
    for (const block of own(scope, kind))
      eachScope(openScope(kind, block, block.children ?? [], scope), visit, depth + 1);
}
