import { folderOf, joinConfigPath, plainPath } from "../../text/config-path.ts";
import { locate, sourceFile } from "../../text/source-file.ts";
import { isReadFailure, type ReadFailure, type SourceReader } from "../../text/source-reader.ts";
import type { SyntaxProblem, Word } from "./ast.ts";
import { type NameTable, nameTable } from "./name-table.ts";
import { START } from "./recorder.ts";
import { cell, isBlock, type Records } from "./records.ts";
import { type BlockContext, type ScannedFile, scanFile } from "./scan.ts";
import { wordsOf } from "./syntax-errors.ts";
import { argumentTexts } from "./words.ts";

/** A file with what each of its includes brings in. Where one file is included twice, both share it. */
export interface LoadedFile {
  readonly records: Records;
  /** Number of the `include` directive → the files that stand in its place. */
  readonly includes: ReadonlyMap<number, readonly LoadedFile[]>;
  /** How many files, and how many bytes, one reads who follows every include. */
  readonly opened: number;
  readonly bytes: number;
  /** Number of the directive whose words were asked for last, with them: they are asked for one after the other. */
  readonly latestLine: { index: number; words: readonly Word[] };
}

export interface Loading {
  readonly reader: SourceReader;
  /** Where relative includes start: the folder of the main file, in whichever file they stand (ngx_conf_full_name). */
  readonly folder: string;
  readonly names: NameTable;
  readonly done: Map<string, LoadedFile>;
  /** The files that are being read, outermost first. */
  readonly open: string[];
  readonly files: Set<string>;
  readonly problems: SyntaxProblem[];
}

/** nginx holds a descriptor for each file that is open; nobody nests ten deep. */
const DEEPEST_INCLUDE = 100;
const MOST_OPENED = 100_000;
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_PROBLEMS = 200;

export function startLoading(mainFile: string, reader: SourceReader): Loading {
  return {
    reader,
    folder: folderOf(mainFile),
    names: nameTable(),
    done: new Map(),
    open: [],
    files: new Set(),
    problems: [],
  };
}

/** What stands for a file that can't be read. */
export function emptyFile(load: Loading, path: string): LoadedFile {
  return followIncludes(load, scanFile(sourceFile(path, new Uint8Array(0)), load.names, "directives"));
}

/** Reads a file and all that it includes; or says why not. */
export function loadFile(load: Loading, path: string, context: BlockContext): LoadedFile | ReadFailure {
  const key = `${context} ${plainPath(path)}`;
  const known = load.done.get(key);
  if (known !== undefined) return known;
  const content = load.reader.read(path);
  if (isReadFailure(content)) return content;
  load.files.add(path);
  load.open.push(plainPath(path));
  const loaded = followIncludes(load, scanFile(sourceFile(path, content), load.names, context));
  load.open.pop();
  load.done.set(key, loaded);
  return loaded;
}

function followIncludes(load: Loading, file: ScannedFile): LoadedFile {
  const { records } = file;
  const includes = new Map<number, readonly LoadedFile[]>();
  const total = { opened: 1, bytes: records.source.bytes.length };
  const problems = file.problems.toSorted((a, b) => a.order - b.order);
  let told = 0;
  const tellUpTo = (offset: number): void => {
    for (let next = problems[told]; next !== undefined && next.order < offset; next = problems[++told]) {
      const location = locate(records.source, next.at);
      const message = wordsOf(next, records.source);
      tell(load, {
        cause: "config-syntax-error",
        message,
        location,
        refusesConfig: next.refusesConfig,
        about: undefined,
        ...(next.step === undefined ? {} : { edit: { steps: [{ kind: next.step, at: location }] } }),
      });
    }
  };
  for (const { index, context } of file.includes) {
    tellUpTo(cell(records, index, START));
    if (!isBlock(records, index)) includes.set(index, include(load, records, index, context, total));
  }
  tellUpTo(Number.POSITIVE_INFINITY);
  return { records, includes, ...total, latestLine: { index: -1, words: [] } };
}

function include(
  load: Loading,
  records: Records,
  index: number,
  context: BlockContext,
  total: { opened: number; bytes: number },
): readonly LoadedFile[] {
  const [name, ...others] = argumentTexts(records, index);
  if (name === undefined || others.length > 0) {
    refuse(load, records, index, undefined, 'invalid number of arguments in "include" directive');
    return [];
  }
  const path = joinConfigPath(load.folder, name);
  const loaded: LoadedFile[] = [];
  for (const each of /[*?[]/.test(path) ? load.reader.find(path) : [path]) {
    const file = includeFile(load, records, index, each, context);
    if (file === undefined) continue;
    if (total.opened + file.opened > MOST_OPENED || total.bytes + file.bytes > MOST_BYTES) {
      const limits = `${MOST_OPENED} files or ${MOST_BYTES / 1024 / 1024} MiB`;
      note(
        load,
        records,
        index,
        each,
        `"${each}" is left out: with it, the config opens more than ${limits}`,
      );
      break;
    }
    total.opened += file.opened;
    total.bytes += file.bytes;
    loaded.push(file);
  }
  return loaded;
}

function includeFile(
  load: Loading,
  records: Records,
  index: number,
  path: string,
  context: BlockContext,
): LoadedFile | undefined {
  const start = load.open.indexOf(plainPath(path));
  if (start >= 0) {
    const circle = [...load.open.slice(start), plainPath(path)].join(" → ");
    const message = `"${path}" includes itself (${circle}): nginx opens it until open() fails (24: Too many open files)`;
    refuse(load, records, index, path, message);
    return undefined;
  }
  if (load.open.length >= DEEPEST_INCLUDE) {
    note(
      load,
      records,
      index,
      path,
      `"${path}" is left out: it is included through ${DEEPEST_INCLUDE} other files`,
    );
    return undefined;
  }
  const loaded = loadFile(load, path, context);
  if ("records" in loaded) return loaded;
  missing(load, records, index, path, loaded);
  return undefined;
}

function missing(load: Loading, records: Records, index: number, path: string, failure: ReadFailure): void {
  // Without the right to read a file, uhc knows less than nginx, whose master process runs as root.
  const isCertain = load.reader.knowsAllFiles && (failure.kind === "missing" || failure.kind === "directory");
  tell(load, {
    cause: "config-include-missing",
    message: load.reader.knowsAllFiles ? openFailure(path, failure) : failure.message,
    location: locate(records.source, cell(records, index, START)),
    refusesConfig: isCertain,
    about: path,
  });
}

/** nginx opens a folder without complaint and fails when it reads from it. */
export function openFailure(path: string, failure: ReadFailure): string {
  if (failure.errno === undefined) return failure.message;
  return `${failure.kind === "directory" ? "pread" : "open"}() "${path}" failed (${failure.errno})`;
}

function refuse(
  load: Loading,
  records: Records,
  index: number,
  about: string | undefined,
  message: string,
): void {
  const location = locate(records.source, cell(records, index, START));
  tell(load, { cause: "config-syntax-error", message, location, refusesConfig: true, about });
}

function note(load: Loading, records: Records, index: number, about: string, message: string): void {
  const location = locate(records.source, cell(records, index, START));
  tell(load, { cause: "config-syntax-error", message, location, refusesConfig: false, about });
}

function tell(load: Loading, problem: SyntaxProblem): void {
  if (load.problems.length < MOST_PROBLEMS) load.problems.push(problem);
}
