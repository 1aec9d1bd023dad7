import type { LogFile } from "../../../model/config.ts";
import type { Location } from "../../../model/source.ts";
import type { Directive } from "../ast.ts";
import { own, type Scope } from "../context.ts";
import { fullName } from "./full-name.ts";
import { hasVariables } from "./pieces.ts";

export interface LogPaths {
  readonly prefix: string | undefined;
  /** Where the build logs to without a line that says so. */
  readonly errorLog: string;
  readonly accessLog: string;
  /** What such a default acts on. */
  readonly mainLocation: Location;
}

/** Places that are no files: syslog, a buffer in memory, and the streams that the starter of nginx holds. */
const NO_FILE = /^(?:syslog:|memory:|stderr$|\|)/;

/** Every log file that the config names, once, and the build's own where a config that is whole names none. */
export function readLogs(main: Scope, paths: LogPaths, isWhole: boolean): readonly LogFile[] {
  const logs = new Map<string, LogFile>();
  const add = (log: LogFile): void => {
    if (!logs.has(log.path)) logs.set(log.path, log);
  };
  const formats = new Map<string, string>();
  const lines = logLines(main.children);
  for (const line of lines) if (line.name === "log_format") addFormat(formats, line);
  for (const line of lines) {
    const log = line.name === "log_format" ? undefined : logOf(line, formats, paths.prefix);
    if (log !== undefined) add(log);
  }
  if (!isWhole) return [...logs.values()];
  const location = paths.mainLocation;
  if (own(main, "error_log").length === 0)
    add({ kind: "error", path: paths.errorLog, format: undefined, location });
  for (const http of own(main, "http")) {
    const hasOwn = http.children?.some((line) => line.name === "access_log") ?? false;
    if (!hasOwn) add({ kind: "access", path: paths.accessLog, format: undefined, location: http.location });
  }
  return [...logs.values()];
}

const LOG_NAMES = new Set(["error_log", "access_log", "log_format"]);

/** The log lines of all blocks, in the order of the file. */
function logLines(directives: readonly Directive[]): readonly Directive[] {
  const lines: Directive[] = [];
  const rest = [...directives].reverse();
  for (let at = rest.pop(); at !== undefined; at = rest.pop()) {
    if (LOG_NAMES.has(at.name)) lines.push(at);
    else if (at.children !== undefined && holdsLogs(at.name))
      for (const child of at.children.toReversed()) rest.push(child);
  }
  return lines;
}

function holdsLogs(block: string): boolean {
  return (
    block === "http" || block === "server" || block === "location" || block === "stream" || block === "if"
  );
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
  if (path === undefined || path.text === "off" || NO_FILE.test(path.text) || hasVariables(path.text))
    return undefined;
  const kind = line.name === "error_log" ? "error" : "access";
  return {
    kind,
    path: fullName(prefix, path.text),
    format: kind === "error" ? undefined : formats.get(format?.text ?? ""),
    location: path.location,
  };
}
