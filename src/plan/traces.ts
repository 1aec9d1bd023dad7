import type { AdminPlace } from "../model/admin.ts";
import type { Gateway, LogFile } from "../model/config.ts";
import type { Measurement } from "../model/observation.ts";
import { ownAdminPlace } from "../model/own-admin.ts";
import type { LogRequest, LogWrapper } from "../model/request.ts";
import { upstreamTlsFiles } from "../model/tls-files.ts";
import { askedPlaces } from "./asked-places.ts";
import { certificateFileSteps } from "./certificate-files.ts";
import { clientCertificateSteps } from "./client-certificate-files.ts";
import { ownLimitSteps } from "./limit-steps.ts";
import { logAliases } from "./log-aliases.ts";
import { resourceSteps } from "./resources.ts";
import { lastStep, type Step, type StepGroup } from "./step.ts";
import { trustFileSteps } from "./trust-files.ts";

/** Where and how far back the gateway's own traces are read. */
export interface TraceOptions {
  /** Processes and pid file; off for a config tree that was copied from another host. */
  readonly processes: boolean;
  /** Logs that the config names. */
  readonly configuredLogs: boolean;
  /** Logs that the user names, and what is known of them. */
  readonly logs: readonly GivenLog[];
  readonly sinceMs: number;
  /** The admin surface that the user names. */
  readonly admin?: { readonly place: AdminPlace; readonly timeoutMs: number } | undefined;
  /** Wait for the admin surface that the config itself names, on this host alone; undefined leaves it alone. */
  readonly ownAdminMs?: number;
}

/** The steps that look at what the gateway left on this host: its processes, its pid file, the end of its logs. */
export function traceSteps(
  gateway: Gateway,
  options: TraceOptions | undefined,
  groups: readonly StepGroup[],
): readonly Step[] {
  if (options === undefined || gateway.kind === "none") return [];
  const logs = logSteps(gateway, options, groups);
  const steps: Step[] = [];
  if (options.processes) {
    const next = followsFromProcesses(gateway, options, logs);
    steps.push(...trustFileSteps(gateway), ...clientCertificateSteps(gateway));
    steps.push({ ...processStep(gateway), groups, next });
  }
  if (options.admin !== undefined) {
    const { place } = options.admin;
    const request = { kind: "admin", gateway: gateway.kind, ...options.admin } as const;
    const subjects = [{ gateway: gateway.id }];
    const step = lastStep({ what: `ask the gateway at ${place.text}`, request, subjects, varied: undefined });
    steps.push(options.processes ? { ...step, next: certificateFileSteps(gateway, place) } : step);
  }
  return [...steps, ...logs.named];
}

function processStep(gateway: Gateway): Step {
  const { id, mainFile, pidFile, files } = gateway;
  const request = {
    kind: "process",
    gateway: id,
    configFile: mainFile,
    pidFile: pidFile?.value,
    configFiles: [...files, ...upstreamTlsFiles(gateway).keys()],
  } as const;
  const what = "look for the gateway's processes";
  return lastStep({ what, request, subjects: [{ gateway: id }], varied: undefined });
}

/** What can only be asked once it is known which processes are the gateway's. */
function followsFromProcesses(gateway: Gateway, options: TraceOptions, logs: LogSteps): Step["next"] {
  const all = [
    logs.ofOutput,
    resourceSteps(gateway),
    ownLimitSteps(gateway),
    ...(options.admin === undefined ? [ownAdminSteps(gateway, options.ownAdminMs)] : []),
    ownUnitSteps(gateway, options.sinceMs),
  ];
  return (seen) => all.flatMap((steps) => steps(seen));
}

interface LogSteps {
  readonly named: readonly Step[];
  /** What the gateway's own output leads to, once its processes were seen. */
  readonly ofOutput: Step["next"];
}

/**
 * What follows from a log that is missing: where the journal has it too, that is asked. What goes to the process's own
 * output is read from the file that somebody made of it, and only where there is none from the journal.
 */
function logSteps(gateway: Gateway, options: TraceOptions, groups: readonly StepGroup[]): LogSteps {
  const aliases = logAliases(gateway);
  const places = askedPlaces(gateway);
  const stepFor = ({ journal, ...log }: NamedLog, next?: Step): Step => {
    const program = journal === "only" ? { program: gateway.kind, wrapper: "journal" as const } : {};
    const plain = {
      kind: "log",
      gateway: gateway.kind,
      ...log,
      ...program,
      sinceMs: options.sinceMs,
    } as const;
    const request = {
      ...plain,
      ...(aliases.length > 0 && { aliases }),
      ...(places.length > 0 && { places }),
    };
    const subjects = [{ gateway: gateway.id }];
    const step = { ...lastStep({ what: `read ${log.path}`, request, subjects, varied: undefined }), groups };
    return next === undefined ? step : { ...step, next: (seen) => (isMissing(seen) ? [next] : []) };
  };
  // the journal and a process's output are this host's own: they tell nothing of a tree that was copied from another one
  const inJournal = (log: NamedLog): Step | undefined =>
    options.processes
      ? stepFor({ ...log, path: `journal of ${gateway.kind}`, journal: "only", ...standsFor(log) })
      : undefined;
  const all = logsOf(gateway, options);
  const output = eachOnce(all.filter(({ journal }) => journal === "only"));
  const given = new Set(all.map(({ path }) => path));
  return {
    named: [
      ...all.filter(({ journal }) => journal === undefined).map((log) => stepFor(log)),
      ...eachOnce(all.filter(({ journal }) => journal === "else")).map((log) => stepFor(log, inJournal(log))),
    ],
    ofOutput: (seen) => {
      const files = outputFiles(seen);
      return output.flatMap((log) => {
        if (files.length === 0) return inJournal(log) ?? [];
        return files.filter((path) => !given.has(path)).map((path) => stepFor({ ...plainLog(log), path }));
      });
    },
  };
}

/** However many lines of the config lead into the journal or the output, it is one. */
function eachOnce(logs: readonly NamedLog[]): readonly NamedLog[] {
  return [...new Map(logs.map((one) => [`${one.log} ${one.format ?? ""}`, one])).values()];
}

function outputFiles(seen: readonly Measurement[]): readonly string[] {
  const outputs = seen.flatMap((one) =>
    one.kind === "process" ? one.facts.processes.flatMap((process) => process.outputs ?? []) : [],
  );
  return [...new Set(outputs)];
}

function plainLog({ log, format }: NamedLog): Omit<NamedLog, "path"> {
  return { log, format };
}

/** A file that is missing is no gap where the journal tells the same. */
function standsFor({ journal, path }: NamedLog): Pick<LogRequest, "standsFor"> {
  return journal === "else" ? { standsFor: path } : {};
}

function isMissing(seen: readonly Measurement[]): boolean {
  return seen.some(({ kind, outcome }) => kind === "log" && outcome.kind === "not-found");
}

/** What follows from the look for processes: a gateway that runs here is asked where its config says that it tells of itself. */
function ownAdminSteps(gateway: Gateway, timeoutMs: number | undefined): Step["next"] {
  const place = ownAdminPlace(gateway);
  if (place === undefined || timeoutMs === undefined) return () => [];
  const request = { kind: "admin", gateway: gateway.kind, place, timeoutMs } as const;
  const subjects = [{ gateway: gateway.id }];
  const step = lastStep({ what: `ask the gateway at ${place.text}`, request, subjects, varied: undefined });
  const next = certificateFileSteps(gateway, place);
  return (seen) =>
    seen.some((one) => one.kind === "process" && one.facts.processes.length > 0) ? [{ ...step, next }] : [];
}

/** A log that the user names. Without a gateway nobody could tell whose it is: then all of them read it. */
export interface GivenLog extends NamedLog {
  readonly gateway?: string | undefined;
}

/** Where none of its processes runs: whether it is a unit of this host, and how that is. */
function ownUnitSteps({ id, kind, mainFile, pidFile }: Gateway, sinceMs: number): Step["next"] {
  const place = { program: kind, configFile: mainFile, pidFile: pidFile?.value };
  const request = { kind: "unit", place, sinceMs } as const;
  const subjects = [{ gateway: id }];
  const step = lastStep({ what: "ask systemd for the gateway", request, subjects, varied: undefined });
  return (seen) =>
    seen.some((one) => one.kind === "process" && one.facts.processes.length === 0) ? [step] : [];
}

interface NamedLog {
  readonly path: string;
  readonly log: "error" | "access";
  readonly format: string | undefined;
  readonly wrapper?: LogWrapper;
  readonly journal?: LogFile["journal"];
  readonly standsFor?: string;
}

function logsOf(gateway: Gateway, { configuredLogs, logs }: TraceOptions): readonly NamedLog[] {
  const configured = configuredLogs ? gateway.logs : [];
  const all = new Map<string, NamedLog>();
  for (const { path, kind, format, journal } of configured)
    all.set(path, { path, log: kind, format, ...(journal && { journal }) });
  for (const { gateway: kind, ...log } of logs)
    if (kind === undefined || kind === gateway.kind) all.set(log.path, log);
  return [...all.values()];
}
