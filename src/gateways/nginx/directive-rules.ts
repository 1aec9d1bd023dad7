import { once } from "../../model/once.ts";
import { type DirectiveRow, FOREIGN_PREFIXES, NGINX_ROWS, PLUS_ROWS } from "./directive-table.ts";
import { MODULE_ROWS } from "./module-table.ts";
import { isAtLeast, type VersionNumber } from "./version.ts";

/** A set of the kinds of block in which a line stands, one bit each; several where it is not known which. */
export type Contexts = number;

const LETTERS = "meHSLslxUTVWMN";
export const ANYWHERE: Contexts = (1 << LETTERS.length) - 1;

/** "HS" → the bits of http and server. */
export function contextsOf(letters: string): Contexts {
  if (letters === "*") return ANYWHERE;
  return [...letters].reduce((all, letter) => all | (1 << LETTERS.indexOf(letter)), 0);
}

const CORE = contextsOf("me");
const STREAM = contextsOf("TVW");
const MAIL = contextsOf("MN");

/** The module whose block these are kinds of; of several http, to which most belong. */
export function moduleOf(contexts: Contexts): "http" | "stream" | "mail" | "core" {
  if ((contexts & ~(CORE | STREAM | MAIL)) !== 0) return "http";
  if ((contexts & STREAM) !== 0) return "stream";
  return (contexts & MAIL) !== 0 ? "mail" : "core";
}

/** What the argument of a directive must be; `plain` takes any text, and a second line of it may follow. */
export type ValueKind =
  | "plain"
  | "once"
  | "flag"
  | "number"
  | "size"
  | "offset"
  | "time"
  | "seconds"
  | "buffers"
  | "choice"
  | "choices";

/** One way in which a directive may be written. */
export interface DirectiveForm {
  readonly contexts: Contexts;
  /** One bit for each number of arguments that is allowed. */
  readonly counts: number;
  readonly isBlock: boolean;
  readonly value: ValueKind;
  /** In lower case, for `choice` and `choices`. */
  readonly allowed: ReadonlySet<string>;
  /** Release that brought it and release that took it away; "" for those before 1.18 and for none. */
  readonly since: string;
  readonly until: string;
  /** Who brings it: nginx itself, its commercial build, or a module of others. */
  readonly origin: Origin;
}

type Origin = "nginx" | "plus" | "module";

const MOST_ARGUMENTS = 7;

const ORIGINS = [
  [NGINX_ROWS, "nginx"],
  [PLUS_ROWS, "plus"],
  [MODULE_ROWS, "module"],
] as const satisfies readonly (readonly [readonly DirectiveRow[], Origin])[];

/** Name → where it stands in the tables: the numbers of its rows, each with the marks behind the name, "12 840@1.25.1". */
const placesByName = once((): ReadonlyMap<string, string> => {
  const places = new Map<string, string>();
  let row = 0;
  for (const [rows] of ORIGINS)
    for (const [, names] of rows) {
      for (const entry of names.split(" ")) {
        const mark = entry.indexOf("@");
        const name = mark < 0 ? entry : entry.slice(0, mark);
        const place = mark < 0 ? String(row) : row + entry.slice(mark);
        const known = places.get(name);
        places.set(name, known === undefined ? place : `${known} ${place}`);
      }
      row++;
    }
  return places;
});

/** Every directive of all releases, and of modules that are known. */
export function directiveNames(): readonly string[] {
  return [...placesByName().keys()];
}

export function isDirective(name: string): boolean {
  return placesByName().has(name);
}

/** The forms of a directive in all releases, put together when they are asked for: a config uses few of all directives. */
export function formsOfDirective(name: string): readonly DirectiveForm[] {
  const places = placesByName().get(name);
  return places === undefined ? [] : places.split(" ").flatMap(formAt);
}

function formAt(place: string): readonly DirectiveForm[] {
  const [row = "", ...marks] = place.split("@");
  let first = 0;
  for (const [rows, origin] of ORIGINS) {
    const found = rows[Number(row) - first];
    if (found !== undefined) return [{ ...formOf(found), ...releasesOf(marks), origin }];
    first += rows.length;
  }
  return [];
}

function formOf([spec]: DirectiveRow): Omit<DirectiveForm, "since" | "until" | "origin"> {
  const [letters = "", counts = "", value = ""] = spec.split(" ");
  const isBlock = counts.endsWith("{");
  const takes = isBlock ? counts.slice(0, -1) : counts;
  return {
    contexts: contextsOf(letters),
    counts: countsOf(takes),
    isBlock,
    value: takes === "f" ? "flag" : valueKind(value),
    allowed: new Set(/^[=~]/.test(value) ? value.slice(1).toLowerCase().split("|") : []),
  };
}

function releasesOf(marks: readonly string[]): Pick<DirectiveForm, "since" | "until"> {
  return {
    since: marks.find((mark) => !mark.startsWith("-")) ?? "",
    until: marks.find((mark) => mark.startsWith("-"))?.slice(1) ?? "",
  };
}

function countsOf(takes: string): number {
  if (takes === "f") return 1 << 1;
  if (takes === "any") return -1;
  if (takes === "1+") return -1 & ~1;
  if (takes === "2+") return -1 & ~3;
  return [...takes].reduce((all, digit) => all | (1 << Number(digit)), 0);
}

function valueKind(value: string): ValueKind {
  if (value.startsWith("=")) return "choice";
  if (value.startsWith("~")) return "choices";
  const kinds: readonly ValueKind[] = ["once", "number", "size", "offset", "time", "seconds", "buffers"];
  return kinds.find((kind) => kind === value) ?? "plain";
}

/** Whether so many arguments are allowed. Only forms with "so many or more" take more than seven. */
export function takes(form: DirectiveForm, count: number): boolean {
  return count > MOST_ARGUMENTS ? form.counts < 0 : (form.counts & (1 << count)) !== 0;
}

export function isIn(form: DirectiveForm, version: VersionNumber): boolean {
  return (
    (form.since === "" || isAtLeast(version, form.since)) &&
    (form.until === "" || !isAtLeast(version, form.until))
  );
}

/** Whether a module that is no part of nginx is known to bring names like this one. */
export function isForeign(name: string): boolean {
  return FOREIGN_PREFIXES.some((prefix) => name.startsWith(prefix)) || name.includes("_by_lua");
}

/** Name of a block and the block that it stands in → the block that it opens. */
const INNER: ReadonlyMap<string, readonly (readonly [outer: Contexts, inner: Contexts])[]> = new Map(
  Object.entries({
    events: "m>e",
    http: "m>H",
    stream: "m>T",
    mail: "m>M",
    server: "H>S T>V M>N",
    upstream: "H>U T>W",
    location: "S>L L>L",
    if: "S>s L>l",
    limit_except: "L>x",
  }).map(([name, pairs]) => [
    name,
    pairs.split(" ").map((pair) => [contextsOf(pair.charAt(0)), contextsOf(pair.charAt(2))] as const),
  ]),
);

/** The contexts of the lines in a block of that name; undefined where they are nobody's that nginx itself reads. */
export function contextsInside(name: string, around: Contexts): Contexts | undefined {
  const pairs = INNER.get(name);
  if (pairs === undefined) return undefined;
  let inside = 0;
  for (const pair of pairs) if ((around & pair[0]) !== 0) inside |= pair[1];
  return inside === 0 ? undefined : inside;
}
