import { realpathSync } from "node:fs";
import { normalize } from "node:path";
import { type Edit, type EditStep, stepKey } from "../model/edit.ts";
import type { Report } from "../model/report.ts";
import { type Splice, spliced } from "../text/splice.ts";
import type { Linted } from "./lint.ts";
import type { FileOrigin, Reading } from "./read-configs.ts";

/** A file before and after. */
export interface FixedFile {
  /** As reports name it. */
  readonly path: string;
  readonly isOnDisk: boolean;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** What the certain fixes of a run come to, before anything is written. */
export interface Fixed {
  readonly files: readonly FixedFile[];
  readonly edits: number;
  /** The lint of what the files would then be. */
  readonly linted: Linted;
}

/** When all edits together do not do, so many are tried one by one. */
const MOST_TRIES = 50;
/** What was hidden behind a syntax error comes up once that is gone. */
const MOST_ROUNDS = 5;

type TextOf = (path: string) => Uint8Array | undefined;
type LintAgain = (textOf: TextOf) => Promise<Linted>;

/** The texts that files would have, by their keys; and what they had. */
interface Texts {
  readonly now: ReadonlyMap<string, Uint8Array>;
  readonly before: ReadonlyMap<string, File>;
}

interface Round {
  readonly texts: Texts;
  readonly edits: number;
  readonly linted: Linted;
}

/**
 * The edits that the findings carry, made in memory and held against a second lint: an edit for which the gateway would
 * refuse the config, or that does not take its finding away, is not made.
 */
export async function fixed(linted: Linted, lintAgain: LintAgain): Promise<Fixed> {
  let last: Round = { texts: { now: new Map(), before: new Map() }, edits: 0, linted };
  for (let count = 0; count < MOST_ROUNDS; count++) {
    const next = await nextRound(last, lintAgain);
    if (next === undefined) break;
    last = { ...next, edits: last.edits + next.edits };
  }
  const { texts, edits } = last;
  const files = [...texts.before].map(([key, { path, content, origin }]) => ({
    path,
    isOnDisk: origin.isOnDisk,
    before: content,
    after: texts.now.get(key) ?? content,
  }));
  return { files, edits, linted: last.linted };
}

async function nextRound({ linted, texts }: Round, lintAgain: LintAgain): Promise<Round | undefined> {
  const files = filesIn(linted.reading);
  const edits = editsIn(linted.report, files);
  if (edits.length === 0) return undefined;
  const attempt = async (some: readonly Edit[]): Promise<Round | undefined> => {
    const next = textsWith(some, files, texts);
    if (next === undefined) return undefined;
    const after = await lintAgain((path) => next.now.get(files.keyOf(path)));
    if (!isBetter(linted.report, after, some, files)) return undefined;
    return { texts: next, edits: some.length, linted: after };
  };
  const whole = await attempt(edits);
  if (whole !== undefined) return whole;
  let best: Round | undefined;
  let made: readonly Edit[] = [];
  for (const edit of edits.slice(0, MOST_TRIES)) {
    const next = await attempt([...made, edit]);
    if (next === undefined) continue;
    made = [...made, edit];
    best = next;
  }
  return best;
}

interface File {
  readonly path: string;
  readonly content: Uint8Array;
  readonly origin: FileOrigin;
}

interface Files {
  readonly at: ReadonlyMap<string, File>;
  /** One file may be read under several names: over a link, or with a way up and down again in its path. */
  readonly keyOf: (path: string) => string;
}

function filesIn({ texts, origins }: Reading): Files {
  const keys = new Map<string, string>();
  const at = new Map<string, File>();
  for (const [path, content] of texts) {
    const origin = origins.get(path);
    if (origin === undefined) continue;
    const key = origin.isOnDisk ? realPath(path) : normalize(path);
    keys.set(path, key);
    if (!at.has(key)) at.set(key, { path, content, origin });
  }
  return { at, keyOf: (path) => keys.get(path) ?? path };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Each edit once, by the file that it is really in. */
function editsIn({ causes }: Report, files: Files): readonly Edit[] {
  const all = causes.flatMap(({ fix }) => fix.edits ?? []).map((edit) => ({ steps: inFiles(edit, files) }));
  return [...new Map(all.map((edit) => [editKey(edit), edit])).values()];
}

function inFiles({ steps }: Edit, files: Files): readonly EditStep[] {
  return steps.map((step) => ({ ...step, at: { ...step.at, file: files.keyOf(step.at.file) } }));
}

function editKey({ steps }: Edit): string {
  return steps.map(stepKey).join("\n\n");
}

/** The texts with the edits made; undefined where one of them can't be. */
function textsWith(edits: readonly Edit[], files: Files, texts: Texts): Texts | undefined {
  const steps = new Map(edits.flatMap((edit) => edit.steps).map((step) => [stepKey(step), step]));
  const byFile = new Map<string, EditStep[]>();
  for (const step of steps.values()) {
    const own = byFile.get(step.at.file);
    if (own === undefined) byFile.set(step.at.file, [step]);
    else own.push(step);
  }
  const now = new Map(texts.now);
  const before = new Map(texts.before);
  for (const [key, own] of byFile) {
    const file = files.at.get(key);
    if (file === undefined) return undefined;
    const splices = file.origin.reader.splices(file.content, own).filter(isMade);
    const text = splices.length === own.length ? spliced(file.content, splices) : undefined;
    if (text === undefined) return undefined;
    now.set(key, text);
    if (!before.has(key)) before.set(key, file);
  }
  return { now, before };
}

function isMade(splice: Splice | undefined): splice is Splice {
  return splice !== undefined;
}

/** Nothing that the gateway would refuse has come up, and none of the edits is asked for a second time. */
function isBetter(before: Report, { report }: Linted, made: readonly Edit[], files: Files): boolean {
  const known = new Set(before.causes.map(({ id, title }) => `${id}\n${title}`));
  const isWorse = report.causes.some(
    ({ role, id, title }) => role === "root" && !known.has(`${id}\n${title}`),
  );
  const left = new Set(editsIn(report, files).map(editKey));
  return !isWorse && !made.some((edit) => left.has(editKey(edit)));
}
