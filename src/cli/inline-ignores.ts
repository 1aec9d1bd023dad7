import { CHECKS } from "../../checks/index.ts";
import { isCauseId } from "../model/cause.ts";
import type { Cause } from "../model/report.ts";
import type { Note } from "./find.ts";

/** A comment `# uhc:ignore ID reason`: for the line that it stands behind, or for the next one that is no comment. */
interface InlineIgnore {
  readonly file: string;
  readonly line: number;
  readonly target: number;
  readonly id: string;
  readonly reason: string;
}

const MARK = "uhc:ignore";
/** More of them in one file are no help to anybody, and would cost time. */
const MOST_IN_FILE = 1_000;

/** The comments of a file; cheap for the many files that have none. */
export function inlineIgnoresIn(file: string, content: Uint8Array): readonly InlineIgnore[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!bytes.includes(MARK)) return [];
  const lines = bytes.toString("utf8").split("\n");
  const found: InlineIgnore[] = [];
  for (const [index, text] of lines.entries()) {
    const at = text.indexOf(MARK);
    const sharp = at < 0 ? -1 : text.lastIndexOf("#", at);
    if (sharp < 0 || found.length >= MOST_IN_FILE) continue;
    const [id = "", ...reason] = text
      .slice(at + MARK.length)
      .trim()
      .split(/\s+/);
    const isAlone = text.slice(0, sharp).trim() === "";
    const line = index + 1;
    found.push({ file, line, target: isAlone ? nextLine(lines, index) : line, id, reason: reason.join(" ") });
  }
  return found;
}

function nextLine(lines: readonly string[], index: number): number {
  let next = index + 1;
  while (next < lines.length && /^\s*(?:#|$)/.test(lines[next] ?? "")) next += 1;
  return next + 1;
}

/** The causes that no comment takes off, and what is to be said of the comments themselves. */
export function withoutIgnored(
  causes: readonly Cause[],
  ignores: readonly InlineIgnore[],
): { readonly kept: readonly Cause[]; readonly notes: readonly Note[] } {
  const used = new Set<InlineIgnore>();
  const kept = causes.filter((cause) => {
    const own = ignores.filter((one) => one.reason !== "" && isMeant(one, cause));
    for (const one of own) used.add(one);
    return own.length === 0;
  });
  const notes = ignores
    .filter((one) => !used.has(one))
    .map((one) => ({ what: `${one.file}:${one.line}`, because: whyUnused(one) }));
  return { kept, notes };
}

function isMeant({ id, file, target }: InlineIgnore, cause: Cause): boolean {
  const isOfCause = cause.id === id || ownsCause(id, cause);
  return isOfCause && cause.locations.some((place) => place.file === file && place.line === target);
}

function ownsCause(id: string, cause: Cause): boolean {
  return CHECKS.some((check) => check.id === id && Object.hasOwn(check.causes, cause.id));
}

function whyUnused({ id, reason }: InlineIgnore): string {
  if (id === "") return `${MARK} names no cause: write # ${MARK} ID reason`;
  if (!isCauseId(id) && !CHECKS.some((check) => check.id === id))
    return `${MARK} names ${id}, which is no cause and no check`;
  if (reason === "") return `${MARK} ${id} gives no reason, and is not heeded without one`;
  return `${MARK} ${id} matches no finding any more`;
}
