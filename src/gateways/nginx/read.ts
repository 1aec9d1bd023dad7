import type { ConfigProblem, Gateway, LogFile, Route } from "../../model/config.ts";
import { assumed, type Location, type Setting, written } from "../../model/source.ts";
import { folderOf } from "../../text/config-path.ts";
import type { ReadInput } from "../gateway.ts";
import type { Directive } from "./ast.ts";
import { has, openBlock, openScope, own, type Reading, type Scope } from "./context.ts";
import { PACKAGE_PATHS } from "./defaults.ts";
import { ANYWHERE, type Contexts, contextsOf } from "./directive-rules.ts";
import type { DirectiveRules } from "./misfit.ts";
import { type ParsedConfig, parseNginx } from "./parse.ts";
import { reportErrorLogs } from "./read/error-log-problems.ts";
import { type Fragment, fragmentIn, fragmentOf } from "./read/fragment.ts";
import { fullName } from "./read/full-name.ts";
import { type ModuleParts, readHttp } from "./read/http.ts";
import { builtInLogs, noteLogs, readLogs } from "./read/logs.ts";
import { reportWorkerLimits, workerConnections } from "./read/main-problems.ts";
import type { RouteDraft } from "./read/routes.ts";
import type { Module } from "./read/server.ts";
import { readStream } from "./read/stream.ts";
import { valueBlocks } from "./read/variables.ts";
import { writtenFolders } from "./read/written-folders.ts";
import { isPlus, versionNumber } from "./version.ts";

/** A config with more problems than this is no config; it bounds what is kept of a hostile one. */
const MOST_PROBLEMS = 1_000;

/** Values of variables that are followed in the addresses of all passes together. */
const MOST_VALUES = 100_000;

/** Reads an nginx config with all that it includes into the model. */
export function readNginx(input: ReadInput): Gateway {
  return readTree(parseNginx({ mainFile: input.mainFile, reader: input.reader }), input);
}

function readTree(tree: ParsedConfig, input: Omit<ReadInput, "mainFile" | "reader">): Gateway {
  const mainLocation: Location = { file: tree.mainFile, line: 1, column: 1 };
  const main = openScope("main", undefined, tree.lines, undefined);
  const { context = [] } = input;
  const fragment =
    context.length > 0 ? fragmentIn(main, mainLocation, context) : fragmentOf(main, mainLocation);
  const problems = problemList(fragment === undefined ? tree.problems : tree.problems.map(inFragment));
  const reading = startReading(tree, input, fragment === undefined, problems.add);
  if (fragment !== undefined)
    input.onNote?.(`${tree.mainFile} is a fragment: it is read as if it stood in ${fragment.inside}`);
  else if (reading.seesAll && tree.files.length > 0 && !isBesideEvents(main, tree.mainFile))
    reportMissingEvents(main, reading, mainLocation);
  for (const problem of tree.check(around(fragment), rulesOf(input, main, reading))) problems.add(problem);
  const parts = readModules(main, fragment, reading);
  const logs = logFiles(main, parts, fragment === undefined, input, reading);
  if (fragment === undefined) reportWorkerLimits(reading, main);
  problems.close();
  return {
    id: "nginx",
    kind: "nginx",
    version: input.version,
    tlsLibrary: input.tlsLibrary,
    user: firstWord(main, "user"),
    mainFile: tree.mainFile,
    files: tree.files,
    listeners: parts.flatMap((part) => part.listeners),
    routes: parts.flatMap((part) => part.routes).map((draft, index) => routeOf(draft, `route ${index + 1}`)),
    upstreams: parts.flatMap((part) => part.table.all()),
    logs,
    folders: writtenFolders(main, reading.prefix, input.builtIn?.tempFolders),
    workerConnections: workerConnections(main),
    pidFile: fragment === undefined ? pidFile(main, input, mainLocation) : undefined,
    limits: parts.flatMap((part) => part.limits),
    answersItself: parts.some((part) => part.answersItself),
    problems: problems.all,
  };
}

/** A relative include starts at the folder of the main file, and where that is a fragment does not tell. */
function inFragment<Problem extends ConfigProblem>(problem: Problem): Problem {
  const isRelative = problem.about?.startsWith(folderOf(problem.location.file)) === true;
  if (problem.cause !== "config-include-missing" || !isRelative) return problem;
  return { ...problem, refusesConfig: false };
}

/** Kinds of block that the file may stand in. */
function around(fragment: Fragment | undefined): Contexts {
  if (fragment === undefined) return contextsOf("m");
  if (fragment.inside === "some block") return ANYWHERE;
  if (fragment.inside === "server") return contextsOf("SLl");
  // a file of upstreams or maps alone may be meant for either
  const hasServers = has(fragment.scope, "server");
  return contextsOf(fragment.kind === "stream" ? "T" : hasServers ? "H" : "HT");
}

function rulesOf({ builtIn }: Pick<ReadInput, "builtIn">, main: Scope, reading: Reading): DirectiveRules {
  const loads = has(main, "load_module");
  return {
    version: reading.knowsVersion ? reading.version : undefined,
    mayBePlus: reading.isPlus || builtIn?.isPlain !== true,
    mayHaveModules: loads || !reading.seesAll || builtIn?.isPlain !== true,
  };
}

function routeOf(draft: RouteDraft, id: string): Route {
  const { label, listeners, hosts, match, condition, purpose, forward, location } = draft;
  const around = purpose === undefined ? {} : { purpose };
  return { id, label, listeners, hosts, match, condition, ...around, forward, location };
}

function logFiles(
  main: Scope,
  parts: readonly ModuleParts[],
  isWhole: boolean,
  { builtIn }: Pick<ReadInput, "builtIn">,
  reading: Reading,
): readonly LogFile[] {
  const mainLines: Directive[] = [];
  noteLogs(main, mainLines);
  reportErrorLogs(reading, mainLines);
  const logs = [...readLogs(mainLines, new Map(), reading.prefix), ...parts.flatMap((part) => part.logs)];
  const paths = {
    errorLog: builtIn?.errorLog ?? PACKAGE_PATHS.errorLog,
    accessLog: builtIn?.accessLog ?? PACKAGE_PATHS.accessLog,
    mainLocation: { file: reading.mainFile, line: 1, column: 1 },
  };
  const all = isWhole ? [...logs, ...builtInLogs(main, paths, builtIn?.prefix)] : logs;
  return [...new Map(all.toReversed().map((log) => [log.path, log])).values()].reverse();
}

function startReading(
  tree: ParsedConfig,
  { version, builtIn }: Pick<ReadInput, "version" | "builtIn">,
  isWhole: boolean,
  report: Reading["report"],
): Reading {
  return {
    version: versionNumber(version),
    knowsVersion: version !== undefined,
    isPlus: isPlus(version),
    seesAll: isWhole && tree.problems.every((problem) => problem.cause !== "config-include-missing"),
    confPrefix: folderOf(tree.mainFile),
    prefix: builtIn?.prefix,
    mainFile: tree.mainFile,
    mentions: tree.mentions,
    budget: { values: MOST_VALUES },
    templates: new Map(),
    report,
  };
}

function readModules(main: Scope, fragment: Fragment | undefined, reading: Reading): readonly ModuleParts[] {
  const module = (kind: Module["kind"], scope: Scope): Module => ({
    kind,
    reading,
    scope,
    blocks: valueBlocks(scope),
    blockValues: new Map(),
    logs: [],
  });
  if (fragment !== undefined) {
    const only = module(fragment.kind, fragment.scope);
    return [fragment.kind === "http" ? readHttp(only) : readStream(only)];
  }
  const scopes = (kind: Module["kind"]): readonly Scope[] =>
    own(main, kind).map((block) => openBlock(kind, block, main));
  return [
    ...scopes("http").map((scope) => readHttp(module("http", scope))),
    ...scopes("stream").map((scope) => readStream(module("stream", scope))),
  ];
}

/**
 * What a main file includes beside its events and http blocks: lines like load_module, or a stream block in a file of its
 * own. Such a file is no main file, unless it is called like one.
 */
function isBesideEvents(main: Scope, mainFile: string): boolean {
  const isMain = /(?:^|[/\\])nginx[^/\\]*$/.test(mainFile);
  return !isMain && !has(main, "http") && main.lines.from < main.lines.to;
}

function reportMissingEvents(main: Scope, reading: Reading, location: Location): void {
  if (has(main, "events")) return;
  const message = 'no "events" section in configuration';
  reading.report({ cause: "config-syntax-error", message, location, refusesConfig: true, about: undefined });
}

function firstWord(main: Scope, name: string): Setting<string> | undefined {
  const word = own(main, name)[0]?.word(0);
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
  /** What is read of a route later on says nothing new. */
  close: () => void;
} {
  let isOpen = true;
  const all = [...first];
  const seen = new Set<string>();
  const add = (problem: ConfigProblem): void => {
    if (!isOpen) return;
    const { file, line, column } = problem.location;
    const key = [file, line, column, problem.message].join("\n");
    if (seen.has(key) || all.length >= MOST_PROBLEMS) return;
    seen.add(key);
    all.push(problem);
  };
  const close = (): void => {
    isOpen = false;
  };
  return { all, add, close };
}
