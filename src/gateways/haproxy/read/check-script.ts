import type { CheckScript, ExpectStep, ScriptStep, Wanted } from "../../../model/check-script.ts";
import type { Location } from "../../../model/source.ts";
import { isOpen, type Line, wordAt } from "../ast.ts";
import { expectWords } from "./expect-words.ts";
import { knownScript } from "./known-scripts.ts";
import { formatTemplate } from "./sample.ts";

/** More is the script of no check that anybody wrote. */
const MOST_STEPS = 64;
const MOST_BYTES = 16_384;
/** Commands that carry a password: of Redis, of mail servers and of FTP. */
const PASSWORD = /^(?:AUTH|PASS|LOGIN|HELLO \d AUTH|\*\d+\r\n\$4\r\nAUTH)\b/i;

/**
 * What a check below HTTP says and wants to hear: the rules of `tcp-check` up to a second connection, or what the options for
 * one protocol stand for. Undefined for a connection alone, and for checks that uhc does not repeat.
 */
export function readScript(option: Line | undefined, rules: readonly Line[]): CheckScript | undefined {
  if (option === undefined) return undefined;
  if (option.words[1] !== "tcp-check") return knownScript(option);
  const steps: ScriptStep[] = [];
  let isPartial = false;
  for (const [index, rule] of rules.entries()) {
    const kind = rule.words[1] ?? "";
    const isNext = kind === "connect" && rules.slice(0, index).some(({ words }) => isStep(words[1]));
    const step = isNext ? undefined : stepOf(rule);
    if (step === "none") continue;
    if (step === undefined || steps.length === MOST_STEPS) {
      isPartial = true;
      break;
    }
    steps.push(step);
  }
  return steps.length === 0 ? undefined : { steps, isPartial, hasCredentials: steps.some(holdsPassword) };
}

function isStep(kind: string | undefined): boolean {
  return kind === "connect" || kind === "expect" || kind?.startsWith("send") === true;
}

function holdsPassword(step: ScriptStep): boolean {
  return step.kind === "send" && PASSWORD.test(step.bytes);
}

/** "none" for what happens within HAProxy alone; undefined for what uhc can't do. */
function stepOf(rule: Line): ScriptStep | "none" | undefined {
  const [, kind = "", text = ""] = rule.words;
  const location = wordAt(rule, 2);
  if (kind === "expect") return expectStep(rule);
  if (kind === "send") return sendStep(latin1(text), location);
  if (kind === "send-binary") return sendStep(bytesOf(text), location);
  if (kind === "send-lf") return sendStep(constant(text), location);
  if (kind === "send-binary-lf") return sendStep(bytesOf(constant(text) ?? ""), location);
  return "none";
}

function sendStep(bytes: string | undefined, location: Location): ScriptStep | undefined {
  const isKnown = bytes !== undefined && bytes !== "" && bytes.length < MOST_BYTES && !isOpen(bytes);
  return isKnown ? { kind: "send", bytes, location } : undefined;
}

function expectStep(rule: Line): ExpectStep | undefined {
  const { kind, isNegated, pattern, index, minBytes, comment } = expectWords(rule);
  const wanted = wantedOf(kind, pattern);
  if (wanted === undefined || isOpen(pattern)) return undefined;
  return { kind: "expect", wanted, isNegated, minBytes, comment, location: wordAt(rule, index) };
}

function wantedOf(kind: string, pattern: string): Wanted | undefined {
  const text = (found: string | undefined): Wanted | undefined =>
    found === undefined || found === "" ? undefined : { kind: "text", text: found };
  if (kind === "string") return text(latin1(pattern));
  if (kind === "binary") return text(bytesOf(pattern));
  if (kind === "string-lf") return text(constant(pattern));
  if (kind === "rstring") return { kind: "pattern", pattern: latin1(pattern), over: "bytes" };
  return kind === "rbinary" ? { kind: "pattern", pattern, over: "hex" } : undefined;
}

/** A log-format string in which nothing is to be filled in. */
function constant(text: string): string | undefined {
  const [first = "", ...more] = formatTemplate(text);
  return typeof first === "string" && more.length === 0 ? latin1(first) : undefined;
}

/** What stands in the file as UTF-8 goes over the wire byte by byte. */
function latin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** Hexadecimal digits, two a byte. */
export function bytesOf(digits: string): string | undefined {
  return /^(?:[0-9a-f]{2})+$/i.test(digits) ? Buffer.from(digits, "hex").toString("latin1") : undefined;
}
