import { similarName } from "../../model/similar-name.ts";
import { isOpen, type Line, type Section } from "./ast.ts";
import {
  HTTP_REQUEST_ACTIONS,
  KEYWORDS,
  NEWER_KEYWORDS,
  OPTIONS,
  REMOVED_KEYWORDS,
  REMOVED_OPTIONS,
  TIMEOUTS,
} from "./keyword-table.ts";
import { type Reading, refuse } from "./reading.ts";
import { parseTime } from "./time.ts";

const KEYWORD_SETS = new Map([...KEYWORDS].map(([kind, words]) => [kind, new Set(words)]));
const OPTION_SET = new Set(OPTIONS);
const TIMEOUT_SET = new Set(TIMEOUTS);
const ACTION_SET = new Set(HTTP_REQUEST_ACTIONS);
const PROXY_KINDS = new Set(["defaults", "frontend", "listen", "backend"]);
/** `no` and `default` stand before these alone. */
const NEGATED = new Set([
  "option",
  "log",
  "busy-polling",
  "set-dumpable",
  "strict-limits",
  "insecure-fork-wanted",
  "insecure-setuid-wanted",
  "numa-cpu-mapping",
  "quick-exit",
]);
/** What a `defaults` section can't hold. */
const NOT_IN_DEFAULTS = new Set(["bind", "server", "server-template", "use_backend", "use-server"]);

/** What HAProxy says of a line, and of which of its words. */
interface Complaint {
  readonly message: string;
  readonly index?: number;
}

/** Reports a line that HAProxy refuses by its first words, whatever else stands in it. */
export function judgeLine(section: Section, line: Line, reading: Reading): void {
  const complaint = complaintOf(section, line, reading.isOld);
  if (complaint !== undefined) refuse(reading, line, complaint.message, complaint.index);
}

function complaintOf(section: Section, line: Line, isOld: boolean): Complaint | undefined {
  const { keyword } = line;
  if (isOpen(keyword)) return undefined;
  if (line.modifier !== undefined && !NEGATED.has(keyword))
    return {
      message: "negation/default currently supported only for options, log, and a few global keywords",
    };
  const known = KEYWORD_SETS.get(section.kind);
  if (known === undefined) return undefined;
  const isProxy = PROXY_KINDS.has(section.kind);
  if (!known.has(keyword)) return unknownKeyword(section, keyword, isProxy);
  if (NEWER_KEYWORDS.has(keyword) && isOld)
    return { message: `unknown keyword '${keyword}' in '${section.kind}' section` };
  if (!isProxy) return undefined;
  if (section.kind === "defaults" && NOT_IN_DEFAULTS.has(keyword))
    return { message: `'${keyword}' not allowed in 'defaults' section.` };
  const rule = BY_KEYWORD.get(keyword);
  const second = rule === undefined ? "" : (line.words[1] ?? "");
  return isOpen(second) ? undefined : rule?.(line, second);
}

function unknownKeyword(section: Section, keyword: string, isProxy: boolean): Complaint {
  const removed = isProxy ? REMOVED_KEYWORDS.get(keyword) : undefined;
  if (removed !== undefined) return { message: removed };
  const hint = meantHint(keyword, KEYWORDS.get(section.kind) ?? []);
  return { message: `unknown keyword '${keyword}' in '${section.kind}' section${hint}` };
}

function meantHint(word: string, names: readonly string[]): string {
  const meant = similarName(word, names);
  return meant === undefined ? "" : `; did you mean '${meant}' maybe ?`;
}

const MODES = new Set(["tcp", "http", "health", "log", "spop", "haterm"]);

/** Keywords whose second word is one of a few. */
const BY_KEYWORD: ReadonlyMap<string, (line: Line, second: string) => Complaint | undefined> = new Map([
  ["option", (_: Line, name: string) => badOption(name)],
  ["timeout", badTimeout],
  ["http-request", (_: Line, word: string) => badAction(word)],
  [
    "mode",
    (_: Line, mode: string) =>
      MODES.has(mode) ? undefined : { message: `unknown proxy mode '${mode}'`, index: 1 },
  ],
]);

function badOption(name: string): Complaint | undefined {
  if (OPTION_SET.has(name)) return undefined;
  const message = REMOVED_OPTIONS.get(name) ?? `unknown option '${name}'${meantHint(name, OPTIONS)}`;
  return { message, index: 1 };
}

function badTimeout(line: Line, name: string): Complaint | undefined {
  if (!TIMEOUT_SET.has(name)) {
    const list =
      "'client', 'server', 'connect', 'check', 'queue', 'http-keep-alive', 'http-request', 'tunnel', 'tarpit', 'client-fin' and 'server-fin'";
    return { message: `'timeout' supports ${list} (got '${name}')${meantHint(name, TIMEOUTS)}`, index: 1 };
  }
  const value = line.words[2];
  if (value === undefined) return { message: `'timeout ${name}' expects an integer value (in milliseconds)` };
  const parsed = isOpen(value) ? undefined : parseTime(value);
  return parsed?.kind === "error"
    ? { message: `${parsed.message} in 'timeout ${name}'`, index: 2 }
    : undefined;
}

function badAction(word: string): Complaint | undefined {
  const name = word.replace(/\(.*/s, "");
  // lua actions have names of their own; "track-sc0" and its kin carry a number
  if (ACTION_SET.has(name) || /^(?:lua\.|track-sc\d)/.test(name)) return undefined;
  return {
    message: `'http-request' does not know '${word}'${meantHint(name, HTTP_REQUEST_ACTIONS)}`,
    index: 1,
  };
}
