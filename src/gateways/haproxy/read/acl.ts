import { similarName } from "../../../model/similar-name.ts";
import { isOpen, type Line } from "../ast.ts";
import { FETCHES } from "../fetch-table.ts";
import { refuse } from "../reading.ts";
import type { Site } from "./context.ts";
import { own, type ProxySection } from "./proxy.ts";

/** One test: a sample is fetched and held against patterns, of which one must match. */
export interface Test {
  /** "path", "hdr(host)", with converters left out. */
  readonly fetch: string;
  /** How patterns are compared: "str", "beg", "end", "dir", "dom", "reg", "sub", "found" … */
  readonly match: string;
  readonly ignoresCase: boolean;
  readonly patterns: readonly string[];
  /** Patterns stand in a file, or the test depends on converters: what it takes can't be told. */
  readonly isOpaque: boolean;
  readonly text: string;
}

/** ACLs of one name are tried one after the other. */
export type Acls = ReadonlyMap<string, readonly Test[]>;

/** Suffixes that say how a fetch is compared: path_beg, hdr_end. */
const SUFFIX =
  /^(base|path|pathq|url|urlp|hdr|req\.hdr|shdr|cook|scook|ssl_fc_sni|req_ssl_sni|req\.ssl_sni|payload)_(beg|end|dir|dom|reg|sub|len)(\(.*)?$/;

/** Names that are always there (section 7.4 of the manual). */
export const PREDEFINED: ReadonlySet<string> = new Set([
  "FALSE",
  "TRUE",
  "HTTP",
  "HTTP_1.0",
  "HTTP_1.1",
  "HTTP_2.0",
  "HTTP_3.0",
  "HTTP_CONTENT",
  "HTTP_URL_ABS",
  "HTTP_URL_SLASH",
  "HTTP_URL_STAR",
  "LOCALHOST",
  "METH_CONNECT",
  "METH_DELETE",
  "METH_GET",
  "METH_HEAD",
  "METH_OPTIONS",
  "METH_POST",
  "METH_PUT",
  "METH_TRACE",
  "RDP_COOKIE",
  "REQ_CONTENT",
  "WAIT_END",
]);

export function readAcls(proxy: ProxySection, site: Site): Acls {
  const acls = new Map<string, Test[]>();
  for (const line of own(proxy, "acl")) {
    const [, name = ""] = line.words;
    const test = readTest(line.words.slice(2));
    if (test === undefined) {
      missing(line, site);
      continue;
    }
    reportFetch(line, 2, `ACL '${name}'`, site);
    const known = acls.get(name);
    if (known === undefined) acls.set(name, [test]);
    else known.push(test);
  }
  return acls;
}

function missing(line: Line, site: Site): void {
  refuse(
    site.reading,
    line,
    `error detected while parsing ACL '${line.words[1] ?? ""}' : missing fetch method in ACL expression.`,
  );
}

/** Whether HAProxy can look at it: scripts bring their own, and counters have a number in their names. */
function isFetch(name: string): boolean {
  return FETCHES.has(name) || /^(?:lua\.|sc\d+_)/.test(name) || isOpen(name);
}

/** Refuses a test of something that nobody can look at; `index` is the word that names it. */
export function reportFetch(line: Line, index: number, what: string, site: Site): void {
  const word = line.words[index] ?? "";
  const [name = ""] = /^[^(,\s]+/.exec(word) ?? [];
  if (name === "" || isFetch(name)) return;
  const meant = similarName(name, [...FETCHES]);
  const hint = meant === undefined ? "." : `; did you mean '${meant}' maybe ?`;
  refuse(
    site.reading,
    line,
    `error detected while parsing ${what} : unknown fetch method '${name}' in ACL expression '${word}'${hint}`,
    index,
  );
}

/** `FETCH[,converter…] [-i] [-m METHOD] [-f FILE] [--] PATTERN …`; undefined without a fetch. */
export function readTest(words: readonly string[]): Test | undefined {
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  const [, stem, suffix, inner = ""] = SUFFIX.exec(first) ?? [];
  const [fetch = "", ...converters] = splitConverters(stem === undefined ? first : `${stem}${inner}`);
  let match = suffix ?? "str";
  let ignoresCase = converters.includes("lower");
  let hasFile = false;
  let index = 0;
  for (; index < rest.length; index++) {
    const word = rest[index] ?? "";
    if (word === "-i") ignoresCase = true;
    else if (word === "-m") match = rest[++index] ?? match;
    else if (word === "-f" || word === "-M" || word === "-u") {
      hasFile ||= word === "-f";
      index++;
    } else if (word === "--") {
      index++;
      break;
    } else if (word !== "-n") break;
  }
  return {
    fetch,
    match,
    ignoresCase,
    patterns: rest.slice(index),
    isOpaque: hasFile || converters.some((one) => one !== "lower" && one !== "host_only"),
    text: words.join(" "),
  };
}

/** "req.hdr(host),lower" → "req.hdr(host)", "lower". */
function splitConverters(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (letter === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
