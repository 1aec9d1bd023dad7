import type { LogFile } from "../../../model/config.ts";
import type { Location } from "../../../model/source.ts";
import type { Directive } from "../ast.ts";
import { has, own, type Scope } from "../context.ts";
import { hasLine } from "../directives.ts";
import { fullName } from "./full-name.ts";
import { hasVariables } from "./pieces.ts";

interface LogPaths {
  /** Where the build logs to without a line that says so. */
  readonly errorLog: string;
  readonly accessLog: string;
  /** What such a default acts on. */
  readonly mainLocation: Location;
}

/** Places that are no files: syslog, a buffer in memory, and the streams that the starter of nginx holds. */
const NO_FILE = /^(?:syslog:|memory:|stderr$|\||\/dev\/std(?:err|out)$)/;
/** Of those, what ends in the journal where systemd runs: the streams of a unit, and the socket of this host's syslog. */
const IN_JOURNAL =
  /^(?:error stderr$|\w+ \/dev\/std(?:err|out)$|\w+ syslog:server=unix:\/(?:dev\/log|run\/systemd\/journal\/))/;

/** Adds the lines of a block that name logs. */
export function noteLogs(scope: Scope, into: Directive[]): void {
  for (const line of own(scope, "error_log")) into.push(line);
  for (const line of own(scope, "access_log")) into.push(line);
}

/** The `log_format` lines of an http or stream block: name → text, its pieces joined. */
export function readFormats(scope: Scope): ReadonlyMap<string, string> {
  const formats = new Map<string, string>();
  for (const line of own(scope, "log_format")) addFormat(formats, line);
  return formats;
}

/** Every log file that the lines name, once. */
export function readLogs(
  lines: readonly Directive[],
  formats: ReadonlyMap<string, string>,
  prefix: string | undefined,
): readonly LogFile[] {
  const logs = new Map<string, LogFile>();
  for (const line of lines) {
    const log = logOf(line, formats, prefix);
    if (log !== undefined && !logs.has(log.path)) logs.set(log.path, log);
  }
  return [...logs.values()];
}

/** What a whole config logs to without a line that says so: the build's own files. */
export function builtInLogs(main: Scope, paths: LogPaths, prefix: string | undefined): readonly LogFile[] {
  const named: (LogFile | undefined)[] = [];
  const at = (kind: LogFile["kind"], path: string, location: Location): void =>
    void named.push(logAt({ kind, format: undefined, location }, path, prefix));
  if (!has(main, "error_log")) at("error", paths.errorLog, paths.mainLocation);
  for (const http of own(main, "http"))
    if (http.lines === undefined || !hasLine(http.lines, "access_log"))
      at("access", paths.accessLog, http.location);
  return named.filter((log) => log !== undefined);
}

function addFormat(formats: Map<string, string>, line: Directive): void {
  const [name, ...texts] = line.words.map((word) => word.text);
  if (name === undefined) return;
  formats.set(name, texts.filter((text, index) => index > 0 || !text.startsWith("escape=")).join(""));
}

/** A path with variables is a file of each request's own, and none that could be opened here. */
function logOf(
  line: Directive,
  formats: ReadonlyMap<string, string>,
  prefix: string | undefined,
): LogFile | undefined {
  const [path, format] = line.words;
  if (path === undefined || path.text === "off" || hasVariables(path.text)) return undefined;
  const kind = line.name === "error_log" ? "error" : "access";
  const log = {
    kind,
    format: kind === "error" ? undefined : formats.get(format?.text ?? ""),
    location: path.location,
  } as const;
  return logAt(log, path.text, prefix);
}

/** Packages build nginx with a stream in place of a file too (`--error-log-path=stderr`, as Debian does). */
function logAt(
  log: Pick<LogFile, "kind" | "format" | "location">,
  path: string,
  prefix: string | undefined,
): LogFile | undefined {
  if (IN_JOURNAL.test(`${log.kind} ${path}`))
    return { ...log, path: `${log.kind} log in ${path}`, journal: "only" };
  return NO_FILE.test(path) ? undefined : { ...log, path: fullName(prefix, path) };
}
