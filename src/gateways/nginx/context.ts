import type { ConfigProblem } from "../../model/config.ts";
import type { Template } from "../../model/forward.ts";
import type { Location } from "../../model/source.ts";
import type { Directive, Lines } from "./ast.ts";
import {
  directivesIn,
  directivesNamed,
  directivesOf,
  hasLine,
  mayHave,
  nameNumber,
  survey,
} from "./directives.ts";
import type { VersionNumber } from "./version.ts";

/** A block with the blocks around it, as nginx merges their settings. */
export interface Scope {
  readonly kind: "main" | "http" | "stream" | "server" | "location" | "if" | "limit_except" | "upstream";
  /** Undefined for the file itself. */
  readonly block: Directive | undefined;
  readonly lines: Lines;
  readonly parent: Scope | undefined;
  /** One bit for each kind of name that stands in it: most questions are about names that do not. */
  readonly marks: number;
  /** Only of a large block; a small one is looked through. */
  readonly byName: ReadonlyMap<string, readonly Directive[]> | undefined;
}

/** What one reading of a config carries along. */
export interface Reading {
  readonly version: VersionNumber;
  /** Whether `version` is known, and not just the oldest common one. */
  readonly knowsVersion: boolean;
  readonly isPlus: boolean;
  /**
   * Whether the whole config is in sight. In a fragment, or with an include that could not be read, what seems missing
   * may stand elsewhere, and nothing is said to be missing.
   */
  readonly seesAll: boolean;
  /** Folder of the main file, with its slash: where relative certificate paths start (ngx_conf_full_name). */
  readonly confPrefix: string;
  readonly mainFile: string;
  /** Whether any directive of the config may be called so. */
  readonly mentions: (name: string) => boolean;
  /** Where relative paths of logs and the pid file start, where known. */
  readonly prefix: string | undefined;
  /** How many values of variables are still followed. */
  readonly budget: { values: number };
  /** Values that were read before and mean the same everywhere. */
  readonly templates: Map<string, Template>;
  /** Takes a problem; the same one from several places counts once. */
  readonly report: (problem: ConfigProblem) => void;
}

/** Where a value is asked for. */
export interface Place {
  readonly reading: Reading;
  readonly scope: Scope;
  /** The line that defaults act on. */
  readonly actsOn: Location;
}

const NONE: readonly Directive[] = [];
/** Tens of thousands of locations are each asked for dozens of names: a map for each would cost more than looking. */
const MOST_LOOKED_THROUGH = 32;

export function openScope(
  kind: Scope["kind"],
  block: Directive | undefined,
  lines: Lines,
  parent: Scope | undefined,
): Scope {
  const { marks, count } = survey(lines);
  const byName = count > MOST_LOOKED_THROUGH ? groupByName(directivesIn(lines)) : undefined;
  return { kind, block, lines, parent, marks, byName };
}

/** A block in another one; a line that should have opened a block and does not counts as an empty one. */
export function openBlock(kind: Scope["kind"], block: Directive, parent: Scope): Scope {
  const { lines } = parent;
  return openScope(kind, block, block.lines ?? { ...lines, to: lines.from }, parent);
}

function groupByName(children: readonly Directive[]): ReadonlyMap<string, readonly Directive[]> {
  const byName = new Map<string, Directive[]>();
  for (const child of children) {
    const same = byName.get(child.name);
    if (same === undefined) byName.set(child.name, [child]);
    else same.push(child);
  }
  return byName;
}

/** The directives of that name in this very block. */
export function own(scope: Scope, name: string): readonly Directive[] {
  return numbered(scope, name, nameNumber(scope.lines, name));
}

function numbered({ marks, byName, lines }: Scope, name: string, number: number): readonly Directive[] {
  if (!mayHave(marks, number)) return NONE;
  return byName === undefined ? directivesNamed(lines, name, number) : (byName.get(name) ?? NONE);
}

/** Whether this very block has a directive of that name. */
export function has({ marks, byName, lines }: Scope, name: string): boolean {
  const number = nameNumber(lines, name);
  if (!mayHave(marks, number)) return false;
  return byName === undefined ? hasLine(lines, name, number) : byName.has(name);
}

/**
 * The directives of that name in the innermost block that has any. nginx replaces lists (proxy_set_header, access_log)
 * as a whole, so nothing of an outer block is added.
 */
export function nearest(scope: Scope, name: string): readonly Directive[] {
  const number = nameNumber(scope.lines, name);
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = numbered(at, name, number);
    if (found.length > 0) return found;
  }
  return NONE;
}

/** The directives of this very block that have one of these names, in their order. */
export function ownOf({ marks, lines }: Scope, names: readonly string[]): readonly Directive[] {
  return names.some((name) => mayHave(marks, nameNumber(lines, name))) ? directivesOf(lines, names) : NONE;
}

/** All directives of this very block, in their order, made anew each time. */
export function everyLine({ lines }: Scope): readonly Directive[] {
  return directivesIn(lines);
}

/** The argument that a problem or a setting points at: the value, or the directive where it has none. */
export function valueLocation(directive: Directive, index = 0): Location {
  return directive.word(index)?.location ?? directive.location;
}

export function wordText(directive: Directive, index: number): string | undefined {
  return directive.word(index)?.text;
}
