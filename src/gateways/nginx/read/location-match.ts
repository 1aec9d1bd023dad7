import type { Directive } from "../ast.ts";
import { wordText } from "../context.ts";

/** How a `location` line selects requests. */
export interface LocationMatch {
  /** `prefix` with `^~` is `final`: no regular expression is looked at any more. */
  readonly kind: "exact" | "prefix" | "final" | "regex" | "regex-any-case" | "named";
  readonly path: string;
}

const KINDS = { "=": "exact", "^~": "final", "~": "regex", "~*": "regex-any-case" } as const;

/** The longer one of two that begin alike goes first. */
const MODIFIERS = ["=", "^~", "~*", "~"] as const satisfies readonly (keyof typeof KINDS)[];

/** How nginx reads `location` (ngx_http_core_location): the modifier may stand apart or touch the path. */
export function locationMatch(line: Directive): LocationMatch {
  const first = wordText(line, 0) ?? "";
  const modifier = first.startsWith("/") ? undefined : MODIFIERS.find((known) => first.startsWith(known));
  const path = wordText(line, 1) ?? first.slice(modifier?.length ?? 0);
  if (modifier !== undefined) return { kind: KINDS[modifier], path };
  return { kind: path.startsWith("@") ? "named" : "prefix", path };
}
