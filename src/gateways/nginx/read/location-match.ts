import type { Directive } from "../ast.ts";

/** How a `location` line selects requests. */
export interface LocationMatch {
  /** `prefix` with `^~` is `final`: no regular expression is looked at any more. */
  readonly kind: "exact" | "prefix" | "final" | "regex" | "regex-any-case" | "named";
  readonly path: string;
}

const KINDS = { "=": "exact", "^~": "final", "~": "regex", "~*": "regex-any-case" } as const;

/** How nginx reads `location` (ngx_http_core_location): the modifier may stand apart or touch the path. */
export function locationMatch(line: Directive): LocationMatch {
  const [first = "", second] = line.words.map((word) => word.text);
  const modifier = /^(?:=|\^~|~\*|~)/.exec(first)?.[0] ?? "";
  const path = second ?? first.slice(modifier.length);
  if (isModifier(modifier)) return { kind: KINDS[modifier], path };
  return { kind: path.startsWith("@") ? "named" : "prefix", path };
}

function isModifier(text: string): text is keyof typeof KINDS {
  return Object.hasOwn(KINDS, text);
}
