import type { ConfigProblem } from "../../model/config.ts";
import type { Template } from "../../model/forward.ts";
import type { Location } from "../../model/source.ts";
import type { Directive, Word } from "./ast.ts";
import type { VersionNumber } from "./version.ts";

/** A block with the blocks around it, as nginx merges their settings. */
export interface Scope {
  readonly kind: "main" | "http" | "stream" | "server" | "location" | "if" | "limit_except" | "upstream";
  /** Undefined for the file itself. */
  readonly block: Directive | undefined;
  readonly children: readonly Directive[];
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
  children: readonly Directive[],
  parent: Scope | undefined,
): Scope {
  let marks = 0;
  for (const child of children) marks |= markOf(child.name);
  const byName = children.length > MOST_LOOKED_THROUGH ? groupByName(children) : undefined;
  return { kind, block, children, parent, marks, byName };
}

/** A bit that names share with few others. */
function markOf(name: string): number {
  const { length } = name;
  return 1 << ((length * 5 + name.charCodeAt(length >> 1) * 3 + name.charCodeAt(length - 1)) & 31);
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
  return find(scope, name, markOf(name));
}

function find({ marks, byName, children }: Scope, name: string, mark: number): readonly Directive[] {
  if ((marks & mark) === 0) return NONE;
  if (byName !== undefined) return byName.get(name) ?? NONE;
  let found: Directive[] | undefined;
  for (const child of children) {
    if (child.name !== name) continue;
    if (found === undefined) found = [child];
    else found.push(child);
  }
  return found ?? NONE;
}

/**
 * The directives of that name in the innermost block that has any. nginx replaces lists (proxy_set_header, access_log)
 * as a whole, so nothing of an outer block is added.
 */
export function nearest(scope: Scope, name: string): readonly Directive[] {
  const mark = markOf(name);
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = find(at, name, mark);
    if (found.length > 0) return found;
  }
  return NONE;
}

/** The argument that a problem or a setting points at: the value, or the directive where it has none. */
export function valueLocation(directive: Directive, index = 0): Location {
  return directive.words[index]?.location ?? directive.location;
}

export function wordText(directive: Directive, index: number): string | undefined {
  const word: Word | undefined = directive.words[index];
  return word?.text;
}
