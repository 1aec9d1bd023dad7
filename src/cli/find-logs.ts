import { resolve } from "node:path";
import { LOG_GRAMMARS } from "../gateways/log-grammars.ts";
import type { Gateway, GatewayKind } from "../model/config.ts";
import type { LogGrammar } from "../model/log-grammar.ts";
import type { GivenLog } from "../plan/traces.ts";
import { type IdentifiedLog, identifyLog } from "../probes/logs/identify.ts";
import { spool } from "../probes/logs/spool.ts";
import type { Note } from "./engine.ts";
import { InputError, systemReason, UsageError } from "./faults.ts";
import type { LogsSettings } from "./logs-settings.ts";
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
  for (const name of settings.paths) {
    let because: string;
    try {
      const spooled = name === "-" ? await spool(process.stdin, end.signal) : undefined;
      if (spooled !== undefined) removes.push(spooled.remove);
      const path = spooled?.path ?? resolve(workingDirectory, name);
      const found = await identifyLog(path, grammars, known);
      if (found !== undefined && found !== "empty") {
        logs.push({ ...found, name: name === "-" ? name : path, path });
        continue;
      }
      because = found === "empty" ? "it is empty" : unknownReason(settings);
    } catch (error) {
      because = systemReason(error);
      if (!/permission/.test(because)) throw new InputError(`${name}: ${because}`);
    }
    notes.push({ what: name, because });
  }
  const remove = (): void => {
    for (const one of removes) one();
  };
  if (logs.length > 0) return { logs, notes, remove };
  remove();
  throw new InputError(notes.map(({ what, because }) => `${what}: ${because}`).join("; "));
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
