import type { Route, RouteMatch } from "../../../model/config.ts";
import type { Directive } from "../ast.ts";
import { has, openBlock, own, ownOf, type Scope, wordText } from "../context.ts";
import { locationMatch } from "./location-match.ts";
import { noteLogs } from "./logs.ts";
import { HTTP_PASSES, type PassKind } from "./pass.ts";
import { purposesOf } from "./route-purposes.ts";

/** A block from which requests go to an upstream, with the line that sends them there. */
export interface PassSite {
  readonly kind: PassKind;
  readonly pass: Directive;
  /** The block whose settings hold: a location, or an `if` or `limit_except` in it. */
  readonly scope: Scope;
  /** The location itself: its `set` and `rewrite` lines run first. */
  readonly location: Scope;
  readonly match: RouteMatch;
  readonly label: string;
  readonly condition: string | undefined;
  /** False where a `return` answers before any upstream is asked. Its upstream must still resolve for nginx to start. */
  readonly isReached: boolean;
  /** Only nginx itself comes here: see `purposesOf`. */
  readonly purpose: Route["purpose"];
}

/** Blocks nested deeper are not read: nobody writes them, and each level costs stack. */
const DEEPEST = 100;

/**
 * All blocks of a server that send requests to an upstream, in the order of the file. Log lines go to `logs`, and `look`
 * is shown each block that settings are merged in: the server, its locations, the `if` blocks in them.
 */
export function passSites(
  server: Scope,
  logs: Directive[],
  look: (scope: Scope) => void,
): readonly PassSite[] {
  const sites: PassSite[] = [];
  look(server);
  const answersItself = has(server, "return");
  const purposeOf = purposesOf(server.lines);
  const visit = (outer: Scope, depth: number): void => {
    for (const block of own(outer, "location")) {
      const location = openBlock("location", block, outer);
      noteLogs(location, logs);
      look(location);
      addSites({ sites, purpose: purposeOf(block), isServerOpen: !answersItself, logs, look }, location);
      if (depth < DEEPEST) visit(location, depth + 1);
    }
  };
  visit(server, 0);
  return sites;
}

interface Around {
  readonly sites: PassSite[];
  readonly purpose: Route["purpose"];
  readonly isServerOpen: boolean;
  readonly logs: Directive[];
  readonly look: (scope: Scope) => void;
}

function addSites({ sites, purpose, isServerOpen, logs, look }: Around, location: Scope): void {
  const handler = handlerOf(location);
  const { match, label } = matchOf(location);
  const isReached = isServerOpen && !answersItself(location);
  const add = (scope: Scope, from: Handler, condition: string | undefined): void => {
    const isOpen = isReached && (scope === location || !has(scope, "return"));
    const { kind, pass } = from;
    sites.push({ kind, pass, scope, location, match, label, condition, isReached: isOpen, purpose });
  };
  if (handler !== undefined) add(location, handler, undefined);
  for (const block of ownOf(location, ["if", "limit_except"])) {
    const inner = openBlock(block.name === "if" ? "if" : "limit_except", block, location);
    noteLogs(inner, logs);
    look(inner);
    const own = handlerOf(inner) ?? (stopsAtRewrite(inner) ? handler : undefined);
    if (own !== undefined) add(inner, own, conditionOf(block));
  }
}

type Handler = Pick<PassSite, "kind" | "pass">;

/** The last line that sets the content handler wins. */
function handlerOf(scope: Scope): Handler | undefined {
  const pass = ownOf(scope, PASSES).at(-1);
  const kind = pass && HTTP_PASSES.find(({ directive }) => directive === pass.name);
  return pass === undefined || kind === undefined ? undefined : { kind, pass };
}

const PASSES = HTTP_PASSES.map(({ directive }) => directive);

/** An unconditional `return` runs before any upstream, unless `break` or `rewrite … break` ended the rules above it. */
function answersItself(location: Scope): boolean {
  if (!has(location, "return")) return false;
  for (const line of ownOf(location, ["return", "break", "rewrite"])) {
    if (line.name === "return") return true;
    if (line.name === "break") return false;
    if (wordText(line, 2) === "break") return false;
  }
  return false;
}

/** An `if` that rewrites and stays in the location asks the same upstream for another path. */
function stopsAtRewrite(scope: Scope): boolean {
  return own(scope, "rewrite").some((line) => wordText(line, 2) === "break");
}

function conditionOf(block: Directive): string {
  // the closing parenthesis is a word of its own behind a quoted one
  const words = block.words
    .map((word) => word.raw)
    .join(" ")
    .replace(/ \)$/, ")");
  return block.name === "if" ? `if ${words}` : `method not ${words}`;
}

function matchOf(location: Scope): { match: RouteMatch; label: string } {
  const { kind, path } =
    location.block === undefined ? ({ kind: "prefix", path: "" } as const) : locationMatch(location.block);
  if (kind === "named") return { match: { kind, name: path }, label: path };
  if (kind === "exact") return { match: { kind, path }, label: path };
  const isRegex = kind === "regex" || kind === "regex-any-case";
  return { match: { kind: isRegex ? "regex" : "prefix", path }, label: path };
}
