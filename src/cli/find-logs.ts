import { closeSync, constants, createReadStream, openSync, type ReadStream, statSync } from "node:fs";
import { resolve } from "node:path";
import { LOG_GRAMMARS } from "../gateways/log-grammars.ts";
import type { Gateway, GatewayKind } from "../model/config.ts";
import type { LogGrammar } from "../model/log-grammar.ts";
import type { GivenLog } from "../plan/traces.ts";
import { type IdentifiedLog, identifyLog } from "../probes/logs/identify.ts";
import { spool } from "../probes/logs/spool.ts";
import { InputError, systemReason, UsageError } from "./faults.ts";
import { logsIn } from "./logs-in.ts";
import type { LogsSettings } from "./logs-settings.ts";
import type { Note } from "./note.ts";
import type { RunEnd } from "./run-end.ts";
import type { DiagnoseSettings } from "./settings.ts";

/** A log, and how it is to be read. */
export interface FoundLog extends IdentifiedLog {
  /** As it is shown. */
  readonly name: string;
  readonly path: string;
}

export interface FoundLogs {
  readonly logs: readonly FoundLog[];
  readonly notes: readonly Note[];
  /** Takes away what was put aside of standard input. */
  readonly remove: () => void;
}

/**
 * Opens each log and finds out whose it is. What can't be read is left out and said, unless nothing is left.
 *
 * @throws InputError where no log can be read, UsageError for a gateway whose logs nobody can read yet.
 */
export async function findLogs(
  settings: LogsSettings,
  gateways: readonly Gateway[],
  workingDirectory: string,
  end: RunEnd,
): Promise<FoundLogs> {
  const grammars = grammarsFor(settings.gateway);
  const known = { formats: formatsOf(gateways), signal: end.signal };
  const logs: FoundLog[] = [];
  const notes: Note[] = [];
  const removes: (() => void)[] = [];
  const remove = (): void => {
    for (const one of removes) one();
  };
  const identify = async (name: string): Promise<FoundLog | "empty" | undefined> => {
    const own = resolve(workingDirectory, name);
    const stream = name === "-" ? process.stdin : pipeAt(own, end.signal);
    const spooled = stream && (await spool(stream, end.signal));
    if (spooled !== undefined) removes.push(spooled.remove);
    const path = spooled?.path ?? own;
    const found = await identifyLog(path, grammars, known);
    return found === undefined || found === "empty"
      ? found
      : { ...found, name: name === "-" ? name : own, path };
  };
  for (const { name, folder } of namedFiles(settings.paths, workingDirectory)) {
    const found = await identify(name).catch((error: unknown) => unreadable(name, error));
    if (typeof found === "object" && "path" in found) logs.push(found);
    else if (typeof found === "object") notes.push(found);
    // of a folder nobody said that all in it are logs
    else if (folder === undefined)
      notes.push({ what: name, because: found === "empty" ? "it is empty" : unknownReason(settings) });
  }
  if (logs.length > 0) return { logs, notes, remove };
  remove();
  const reasons = notes.map(({ what, because }) => `${what}: ${because}`);
  throw new InputError(
    reasons.join("; ") || `${settings.paths.join(", ")}: no file in it is a gateway's log`,
  );
}

/** The note on a log that may not be read. @throws InputError where it can't be read for another reason. */
function unreadable(name: string, error: unknown): Note {
  if (error instanceof InputError) throw error;
  const because = systemReason(error);
  if (!/permission/.test(because)) throw new InputError(`${name}: ${because}`);
  return { what: name, because };
}

/** What a shell puts in place of `<(zcat …)`. @throws InputError for a device, which may have no end. */
function pipeAt(path: string, signal: AbortSignal): ReadStream | undefined {
  const stat = statSync(path);
  if (stat.isFile()) return undefined;
  if (!stat.isFIFO()) throw new InputError(`${path}: it is neither a file nor a pipe`);
  signal.addEventListener("abort", () => letGo(path), { once: true });
  return createReadStream(path);
}

/** Who opens a pipe waits until somebody writes, and nothing ends that wait but a writer. */
function letGo(path: string): void {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch {
    // nobody waits any more
  }
}

interface NamedFile {
  readonly name: string;
  /** The folder that was named in its place. */
  readonly folder: string | undefined;
}

/** What was named, with folders replaced by the files in them. @throws InputError for a folder that can't be read. */
function namedFiles(paths: readonly string[], workingDirectory: string): readonly NamedFile[] {
  return paths.flatMap((name): readonly NamedFile[] => {
    try {
      const inside = name === "-" ? undefined : logsIn(resolve(workingDirectory, name));
      return inside?.map((one) => ({ name: one, folder: name })) ?? [{ name, folder: undefined }];
    } catch (error) {
      throw new InputError(`${name}: ${systemReason(error)}`);
    }
  });
}

function unknownReason({ gateway }: LogsSettings): string {
  if (gateway !== undefined) return `no line in it is as ${gateway} writes its logs`;
  return "no line in it is one of a gateway's log that is known; an access log in a format of its own needs the config, with -c";
}

/** Every gateway that has a reader, or the named one alone. */
export function grammarsFor(kind: GatewayKind | undefined): ReadonlyMap<string, LogGrammar> {
  const all = [...LOG_GRAMMARS].filter(([one]) => kind === undefined || one === kind);
  if (all.length > 0) return new Map(all);
  const known = [...LOG_GRAMMARS.keys()].join(", ");
  throw new UsageError(`logs of ${kind} can't be read yet; those that can: ${known}`);
}

function formatsOf(gateways: readonly Gateway[]): ReadonlyMap<string, readonly string[]> {
  const formats = new Map<string, string[]>();
  for (const { kind, logs } of gateways)
    for (const { format } of logs)
      if (format !== undefined) formats.set(kind, [...(formats.get(kind) ?? []), format]);
  return formats;
}

/** The logs that `--log` names, each with whose it is; one that nobody can tell by its lines is judged by its name. */
export async function givenLogs(
  { logs, readsLogs, root }: Pick<DiagnoseSettings, "logs" | "readsLogs" | "root">,
  gateways: readonly Gateway[],
  end: RunEnd,
): Promise<readonly GivenLog[]> {
  if (!readsLogs) return [];
  const kinds = new Set<string>(gateways.map(({ kind }) => kind));
  const grammars = new Map([...grammarsFor(undefined)].filter(([kind]) => kinds.has(kind)));
  const known = { formats: formatsOf(gateways), signal: end.signal };
  return Promise.all(
    logs.map(async (path): Promise<GivenLog> => {
      const byName = { path, log: /access/i.test(path) ? "access" : "error", format: undefined } as const;
      const found = await identifyLog(`${root ?? ""}${path}`, grammars, known).catch(() => undefined);
      return found === undefined || found === "empty" ? byName : { path, ...found.identity };
    }),
  );
}
