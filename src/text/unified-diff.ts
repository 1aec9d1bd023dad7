/** A patch, and how many changes it leaves out because lines that may not be shown stand beside them. */
export interface Patch {
  readonly text: string;
  readonly leftOut: number;
}

/** Lines from `from` up to `to` of the old text become `added`. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly added: readonly string[];
}

const CONTEXT = 3;
/** Where the texts differ for longer, the rest of them is taken for one change. */
const FARTHEST = 400;

/**
 * The unified diff of two texts, which `patch -p1` and `git apply` take; empty for equal ones. Good for few lines that
 * were added or taken away.
 * @param mayShow Lines for which it says no are no context; a change beside one, or of one, is left out.
 */
export function unifiedDiff(
  path: string,
  before: string,
  after: string,
  mayShow: (line: string) => boolean,
): Patch {
  const old = linesOf(before);
  const all = changesOf(old, linesOf(after));
  const shown = all.filter((change) => isShowable(old, change, mayShow));
  const hunks = hunksOf(old, shown, mayShow);
  const leftOut = all.length - shown.length;
  if (hunks.length === 0) return { text: "", leftOut };
  return { text: `--- ${named("a", path)}\n+++ ${named("b", path)}\n${hunks.join("")}`, leftOut };
}

/** As git writes names: in quotes with escapes where they are odd, and a tab behind those with a space. */
function named(side: string, path: string): string {
  const name = `${side}/${path.replace(/^\/+/, "")}`;
  if (/["\\\u0000-\u001f\u007f]/.test(name)) return JSON.stringify(name);
  return name.includes(" ") ? `${name}\t` : name;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function changesOf(old: readonly string[], now: readonly string[]): readonly Change[] {
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (old[i] === now[j]) {
      i++;
      j++;
      continue;
    }
    const [skipped, added] = nextCommon(old, now, i, j);
    changes.push({ from: i, to: i + skipped, added: now.slice(j, j + added) });
    i += skipped;
    j += added;
  }
  return changes;
}

/** How many lines to pass over on both sides until they agree again. */
function nextCommon(
  old: readonly string[],
  now: readonly string[],
  i: number,
  j: number,
): readonly [skipped: number, added: number] {
  for (let both = 1; both <= FARTHEST; both++)
    for (let skipped = 0; skipped <= both; skipped++) {
      const line = old[i + skipped];
      if (line !== undefined && line === now[j + both - skipped]) return [skipped, both - skipped];
    }
  return [old.length - i, now.length - j];
}

function isShowable(
  old: readonly string[],
  { from, to, added }: Change,
  mayShow: (line: string) => boolean,
): boolean {
  const beside = [old[from - 1], ...old.slice(from, to), old[to], ...added];
  return beside.every((line) => line === undefined || mayShow(line));
}

/** Changes whose contexts touch share a hunk. */
function hunksOf(
  old: readonly string[],
  changes: readonly Change[],
  mayShow: (line: string) => boolean,
): readonly string[] {
  const hunks: string[] = [];
  let group: Change[] = [];
  let shift = 0;
  const close = (end: number): void => {
    const [first] = group;
    if (first === undefined) return;
    const start = first.from - context(old, first.from - 1, -1, mayShow);
    hunks.push(hunkText(old, group, start, end, shift));
    shift += group.reduce((sum, { from, to, added }) => sum + added.length - (to - from), 0);
    group = [];
  };
  for (const change of changes) {
    const last = group.at(-1);
    if (last !== undefined) {
      const end = last.to + context(old, last.to, 1, mayShow);
      if (end < change.from - context(old, change.from - 1, -1, mayShow)) close(end);
    }
    group.push(change);
  }
  const last = group.at(-1);
  if (last !== undefined) close(last.to + context(old, last.to, 1, mayShow));
  return hunks;
}

/** How many lines from `at` on, in one direction, may stand around a change. */
function context(
  old: readonly string[],
  at: number,
  step: 1 | -1,
  mayShow: (line: string) => boolean,
): number {
  let count = 0;
  while (count < CONTEXT) {
    const line = old[at + count * step];
    if (line === undefined || !mayShow(line)) break;
    count++;
  }
  return count;
}

function hunkText(
  old: readonly string[],
  changes: readonly Change[],
  start: number,
  end: number,
  shift: number,
): string {
  const lines: string[] = [];
  let at = start;
  for (const { from, to, added } of changes) {
    lines.push(...old.slice(at, from).map((line) => ` ${line}`));
    lines.push(...old.slice(from, to).map((line) => `-${line}`), ...added.map((line) => `+${line}`));
    at = to;
  }
  lines.push(...old.slice(at, end).map((line) => ` ${line}`));
  const grown = changes.reduce((sum, { from, to, added }) => sum + added.length - (to - from), 0);
  const head = `@@ -${range(start, end - start)} +${range(start + shift, end - start + grown)} @@\n`;
  const body = lines.map((line) => (line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`));
  return head + body.join("");
}

/** "12,7"; of no lines, the number is that of the line before. */
function range(from: number, count: number): string {
  return count === 0 ? `${from},0` : `${from + 1},${count}`;
}
