import type { CauseId } from "../model/cause.ts";
import type { Check, Finding } from "../model/check.ts";
import { causesMeant } from "./catalogue.ts";
import type { Note } from "./note.ts";

/** A comment `# uhc:ignore ID reason`: for the line that it stands behind, or for the next one that is no comment. */
interface InlineIgnore {
  readonly file: string;
  readonly line: number;
  readonly target: number;
  readonly id: string;
  readonly reason: string;
}

/** The comments of a run, and what they do. */
export interface InlineIgnores {
  /** Whether a comment stands at one of the lines that the finding names; remembers which one. */
  readonly takesOff: (finding: Finding) => boolean;
  /** What is to be said of the comments themselves, once every finding was asked about. */
  readonly notes: (isWanted: (cause: CauseId) => boolean) => readonly Note[];
}

export const NO_IGNORES: InlineIgnores = { takesOff: () => false, notes: () => [] };

const MARK = "uhc:ignore";
/** Of nginx: a `#` begins a comment where a word could begin. */
const COMMENT = /(?:^|[\s;{}])#+[ \t]*uhc:ignore(?:[ \t]+(\S+))?(?:[ \t]+(.*))?$/;
/** More of them in one file are no help to anybody, and would cost time. */
const MOST_IN_FILE = 1_000;

/**
 * Reads the comments of all files. Findings are taken off one by one, before those on the same ground become one cause.
 * `catalogue` is asked for where there is a comment, which may name any check.
 */
export async function ignoresIn(
  texts: ReadonlyMap<string, Uint8Array>,
  catalogue: () => Promise<readonly Check[]>,
): Promise<InlineIgnores> {
  const all = [...texts].flatMap(([file, text]) => inlineIgnoresIn(file, text));
  if (all.length === 0) return NO_IGNORES;
  const checks = await catalogue();
  const byLine = groupedByLine(all);
  const used = new Set<InlineIgnore>();
  return {
    takesOff(finding) {
      const own = finding.locations
        .flatMap(({ file, line }) => byLine.get(`${file}:${line}`) ?? [])
        .filter(
          ({ id, reason }) => reason !== "" && causesMeant(id, checks)?.includes(finding.cause) === true,
        );
      for (const one of own) used.add(one);
      return own.length > 0;
    },
    notes: (isWanted) =>
      all
        .filter((one) => !used.has(one) && causesMeant(one.id, checks)?.some(isWanted) !== false)
        .map((one) => ({ what: `${one.file}:${one.line}`, because: whyUnused(one, checks) })),
  };
}

function groupedByLine(all: readonly InlineIgnore[]): ReadonlyMap<string, readonly InlineIgnore[]> {
  const groups = new Map<string, InlineIgnore[]>();
  for (const one of all) {
    const place = `${one.file}:${one.target}`;
    const there = groups.get(place);
    if (there === undefined) groups.set(place, [one]);
    else there.push(one);
  }
  return groups;
}

/** The comments of a file; cheap for the many files that have none. */
function inlineIgnoresIn(file: string, content: Uint8Array): readonly InlineIgnore[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!bytes.includes(MARK)) return [];
  const lines = bytes.toString("utf8").split("\n");
  const found: InlineIgnore[] = [];
  for (const [index, text] of lines.entries()) {
    const comment = text.includes(MARK) ? COMMENT.exec(text.trimEnd()) : null;
    if (comment === null || found.length >= MOST_IN_FILE) continue;
    const [, id = "", reason = ""] = comment;
    const isAlone = text.slice(0, comment.index).trim() === "";
    const line = index + 1;
    found.push({ file, line, target: isAlone ? nextLine(lines, index) : line, id, reason: reason.trim() });
  }
  return found;
}

function nextLine(lines: readonly string[], index: number): number {
  let next = index + 1;
  while (next < lines.length && /^\s*(?:#|$)/.test(lines[next] ?? "")) next += 1;
  return next + 1;
}

function whyUnused({ id, reason }: InlineIgnore, checks: readonly Check[]): string {
  if (id === "") return `${MARK} names no cause: write # ${MARK} ID reason`;
  if (causesMeant(id, checks) === undefined)
    return `${MARK} names ${id}, which is not a cause, check or layer`;
  if (reason === "") return `${MARK} ${id} gives no reason, and is not heeded without one`;
  return `${MARK} ${id} matches no finding any more`;
}
