import type { ConfigProblem, Gateway, Route } from "../../model/config.ts";
import { assumed, type Location, type Setting, written } from "../../model/source.ts";
import { folderOf } from "../../text/config-path.ts";
import type { ReadInput } from "../gateway.ts";
import type { ConfigTree } from "./ast.ts";
import { openScope, own, type Reading, type Scope } from "./context.ts";
import { PACKAGE_PATHS } from "./defaults.ts";
import { parseNginx } from "./parse.ts";
import { fragmentOf } from "./read/fragment.ts";
import { fullName } from "./read/full-name.ts";
import { type ModuleParts, readHttp } from "./read/http.ts";
import { readLogs } from "./read/logs.ts";
import type { Module } from "./read/server.ts";
import { readStream } from "./read/stream.ts";
import { valueBlocks } from "./read/variables.ts";
import { isPlus, versionNumber } from "./version.ts";

/** A config with more problems than this is no config; it bounds what is kept of a hostile one. */
const MOST_PROBLEMS = 1_000;

/** Reads an nginx config with all that it includes into the model. */
export function readNginx(input: ReadInput): Gateway {
  return readTree(parseNginx({ mainFile: input.mainFile, reader: input.reader }), input);
}

export function readTree(tree: ConfigTree, input: Omit<ReadInput, "mainFile" | "reader">): Gateway {
  const mainLocation: Location = { file: tree.mainFile, line: 1, column: 1 };
  const problems = problemList(tree.problems);
  const reading = startReading(tree, input, problems.add);
  const main = openScope("main", undefined, tree.directives, undefined);
  const fragment = fragmentOf(main);
  if (fragment !== undefined)
    input.onNote?.(`${tree.mainFile} is a fragment: it is read as if it stood in ${fragment}{}`);
  else if (tree.files.length > 0) reportMissingEvents(main, reading, mainLocation);
  const parts = readModules(main, fragment, reading);
  const paths = {
    prefix: input.builtIn?.prefix,
    errorLog: input.builtIn?.errorLog ?? PACKAGE_PATHS.errorLog,
    accessLog: input.builtIn?.accessLog ?? PACKAGE_PATHS.accessLog,
    mainLocation,
  };
  return {
    id: "nginx",
    kind: "nginx",
    version: input.version,
    tlsLibrary: input.tlsLibrary,
    user: firstWord(main, "user"),
    mainFile: tree.mainFile,
    files: tree.files,
    listeners: parts.flatMap((part) => part.listeners),
    routes: parts
      .flatMap((part) => part.routes)
      .map((route, index): Route => ({ id: `route ${index + 1}`, ...route })),
    upstreams: parts.flatMap((part) => part.table.all()),
    logs: readLogs(main, paths, fragment === undefined),
    pidFile: fragment === undefined ? pidFile(main, input, mainLocation) : undefined,
    problems: problems.all,
  };
}

function startReading(
  tree: ConfigTree,
  { version }: Pick<ReadInput, "version">,
  report: Reading["report"],
): Reading {
  return {
    version: versionNumber(version),
    knowsVersion: version !== undefined,
    isPlus: isPlus(version),
    confPrefix: folderOf(tree.mainFile),
    templates: new Map(),
    report,
  };
}

function readModules(
  main: Scope,
  fragment: ReturnType<typeof fragmentOf>,
  reading: Reading,
): readonly ModuleParts[] {
  const module = (kind: Module["kind"], scope: Scope): Module => ({
    kind,
    reading,
    scope,
    blocks: valueBlocks(scope),
    blockValues: new Map(),
  });
  if (fragment !== undefined) {
    const scope: Scope = { ...main, kind: fragment };
    return [fragment === "http" ? readHttp(module("http", scope)) : readStream(module("stream", scope))];
  }
  const scopes = (kind: Module["kind"]): readonly Scope[] =>
    own(main, kind).map((block) => openScope(kind, block, block.children ?? [], main));
  return [
    ...scopes("http").map((scope) => readHttp(module("http", scope))),
    ...scopes("stream").map((scope) => readStream(module("stream", scope))),
  ];
}

function reportMissingEvents(main: Scope, reading: Reading, location: Location): void {
  if (own(main, "events").length > 0) return;
  const message = 'no "events" section in configuration';
  reading.report({ cause: "config-syntax-error", message, location, refusesConfig: true, about: undefined });
}

function firstWord(main: Scope, name: string): Setting<string> | undefined {
  const word = own(main, name)[0]?.words[0];
  return word === undefined ? undefined : written(word.text, word.location);
}

function pidFile(main: Scope, { builtIn }: Pick<ReadInput, "builtIn">, location: Location): Setting<string> {
  const set = firstWord(main, "pid");
  if (set === undefined) return assumed(builtIn?.pidFile ?? PACKAGE_PATHS.pidFile, location);
  return { ...set, value: fullName(builtIn?.prefix, set.value) };
}

/** The parser's problems and then the reader's, each once: an inherited line is read for every route below it. */
function problemList(first: readonly ConfigProblem[]): {
  all: readonly ConfigProblem[];
  add: Reading["report"];
} {
  const all = [...first];
  const seen = new Set<string>();
  const add = (problem: ConfigProblem): void => {
    const { file, line, column } = problem.location;
    const key = [file, line, column, problem.message].join("\n");
    if (seen.has(key) || all.length >= MOST_PROBLEMS) return;
    seen.add(key);
    all.push(problem);
  };
  return { all, add };
}
