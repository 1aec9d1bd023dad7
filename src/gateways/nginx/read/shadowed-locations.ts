import type { Directive } from "../ast.ts";
import { has, own, type Reading, type Scope } from "../context.ts";
import { hasLine } from "../directives.ts";
import { type LocationMatch, locationMatch } from "./location-match.ts";
import { HTTP_PASSES } from "./pass.ts";

/** Patterns that match every path, since each begins with a slash. `^/$` is no such one, nor is `^/.+`. */
const EVERY_PATH = /^(?:\^?\/?|\.|\^?\(?\.[*+]\)?\$?|\^?\/\(?\.\*\)?\$?)$/;

interface Place {
  readonly line: Directive;
  readonly match: LocationMatch;
}

/**
 * Locations that no request can reach, whatever it asks for (ngx_http_core_find_location): the first regular expression
 * that matches wins, also over prefixes; behind a prefix with `^~` none is looked at. Internal redirects find their
 * location in the same way. Only what is certain from the patterns alone is told.
 */
export function reportShadowed(reading: Reading, block: Scope): void {
  if (!has(block, "location")) return;
  const places = own(block, "location")
    .filter(({ lines }) => lines !== undefined)
    .map((line): Place => ({ line, match: locationMatch(line) }));
  const patterns = places.filter(({ match }) => isPattern(match));
  if (patterns.length === 0) return;
  reportLaterPatterns(reading, patterns);
  reportPrefixes(reading, places, patterns);
  reportBehindFinal(reading, places, patterns);
}

function isPattern({ kind }: LocationMatch): boolean {
  return kind === "regex" || kind === "regex-any-case";
}

/** Regular expressions behind one that matches all that they could. */
function reportLaterPatterns(reading: Reading, patterns: readonly Place[]): void {
  const seen = new Map<string, Place>();
  let catchAll: Place | undefined;
  for (const one of patterns) {
    const { kind, path } = one.match;
    const twin = seen.get(`any ${path}`) ?? (kind === "regex" ? seen.get(`own ${path}`) : undefined);
    const winner = catchAll ?? twin;
    if (winner !== undefined) report(reading, one, winner, "takes all that it matches");
    seen.set(`${kind === "regex" ? "own" : "any"} ${path}`, one);
    if (EVERY_PATH.test(path)) catchAll ??= one;
  }
}

/** Prefixes of which a regular expression takes every path. One with locations in it is asked for those first. */
function reportPrefixes(reading: Reading, places: readonly Place[], patterns: readonly Place[]): void {
  const heads = new Map<string, Place>();
  for (const one of patterns) {
    const head = EVERY_PATH.test(one.match.path) ? "/" : wholeHead(one.match.path);
    if (head !== undefined && !heads.has(head)) heads.set(head, one);
  }
  if (heads.size === 0) return;
  for (const one of places) {
    if (one.match.kind !== "prefix" || holds(one.line, "location")) continue;
    const winner = headOf(heads, one.match.path);
    if (winner !== undefined) report(reading, one, winner, "takes all that begins so");
  }
}

/** The pattern whose head the path begins with, found without going through all patterns. */
function headOf(heads: ReadonlyMap<string, Place>, path: string): Place | undefined {
  const limit = Math.min(path.length, LONGEST_HEAD);
  for (let length = 1; length <= limit; length++) {
    const found = heads.get(path.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

const LONGEST_HEAD = 200;

/** Regular expressions whose every path belongs to a prefix with `^~`. */
function reportBehindFinal(reading: Reading, places: readonly Place[], patterns: readonly Place[]): void {
  const prefixes = new Map<string, Place>();
  for (const one of places)
    if (one.match.kind === "prefix" || one.match.kind === "final") prefixes.set(one.match.path, one);
  const finals = [...prefixes.values()].filter(({ match }) => match.kind === "final");
  if (finals.length === 0) return;
  const open = [...prefixes.values()]
    .filter(({ match }) => match.kind === "prefix")
    .map(({ match }) => match.path)
    .sort();
  for (const one of patterns) {
    const head = one.match.kind === "regex" ? literalHead(one.match.path) : "";
    const winner = longestPrefix(prefixes, head);
    if (winner?.match.kind !== "final" || reachesInto(open, head)) continue;
    report(reading, one, winner, "ends the search before it");
  }
}

function longestPrefix(prefixes: ReadonlyMap<string, Place>, head: string): Place | undefined {
  for (let length = Math.min(head.length, LONGEST_HEAD); length > 0; length--) {
    const found = prefixes.get(head.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether one of the sorted paths begins with the head. */
function reachesInto(sorted: readonly string[], head: string): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < head) low = middle + 1;
    else high = middle;
  }
  return sorted[low]?.startsWith(head) === true;
}

/** The text with which all that an anchored pattern matches begins; empty where that is not plain. */
export function literalHead(pattern: string): string {
  if (!pattern.startsWith("^") || pattern.includes("|")) return "";
  const head = /^(?:[A-Za-z0-9/_-]|\\[./_-])*/.exec(pattern.slice(1))?.[0] ?? "";
  const rest = pattern.slice(1 + head.length);
  // a quantifier takes the last character along
  const certain = /^[*?{]/.test(rest) ? head.replace(/\\?.$/, "") : head;
  return certain.replaceAll("\\", "");
}

/** The head of a pattern that asks for nothing more: `^/api`, `^/api/.*`, `^/api/(.*)$`. */
function wholeHead(pattern: string): string | undefined {
  const head = literalHead(pattern);
  const written = /^\^((?:[A-Za-z0-9/_-]|\\[./_-])+)(?:\.\*|\(\.\*\))?\$?$/.exec(pattern)?.[1];
  const endsThere = /\$$/.test(pattern) && !/\*\)?\$$/.test(pattern);
  return head === "" || written === undefined || endsThere ? undefined : head;
}

function report(reading: Reading, { line, match }: Place, winner: Place, why: string): void {
  const passes = HTTP_PASSES.some(({ directive }) => holds(line, directive));
  const other = `location ${shown(winner)} (line ${winner.line.location.line})`;
  reading.report({
    cause: "route-shadowed",
    message: `No request reaches location ${shown({ line, match })}: ${other} ${why}`,
    location: line.location,
    refusesConfig: false,
    about: match.path,
    severity: passes ? "warning" : "info",
    remedy:
      match.kind === "prefix"
        ? `Make it location ^~ ${match.path} (or = for a single path), or narrow the other pattern`
        : "Put it before the other one, narrow the other one, or take it out",
  });
}

function holds({ lines }: Directive, name: string): boolean {
  return lines !== undefined && hasLine(lines, name);
}

const SIGNS = {
  exact: "= ",
  prefix: "",
  final: "^~ ",
  regex: "~ ",
  "regex-any-case": "~* ",
  named: "",
} as const;

function shown({ match }: Place): string {
  return SIGNS[match.kind] + match.path;
}
