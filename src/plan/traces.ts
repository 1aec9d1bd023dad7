import type { AdminPlace } from "../model/admin.ts";
import type { Gateway } from "../model/config.ts";
import { targetText } from "../model/evidence.ts";
import { ownAdminPlace } from "../model/own-admin.ts";
import type { LogRequest, LogWrapper } from "../model/request.ts";
import { certificateFileSteps } from "./certificate-files.ts";
import { resourceSteps } from "./resources.ts";
import { lastStep, type Step, type StepGroup } from "./step.ts";

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
  const subjects = [{ gateway: gateway.id }];
  const steps: Step[] = [];
  if (options.processes) {
    const { id, mainFile, pidFile, files } = gateway;
    const request = {
      kind: "process",
      gateway: id,
      configFile: mainFile,
      pidFile: pidFile?.value,
      configFiles: files,
    } as const;
    const look = lastStep({ what: "look for the gateway's processes", request, subjects, varied: undefined });
    const admin = options.admin === undefined ? ownAdminSteps(gateway, options.ownAdminMs) : () => [];
    const resources = resourceSteps(gateway);
    const unit = ownUnitSteps(gateway, options.sinceMs);
    steps.push({ ...look, next: (seen) => [...resources(seen), ...admin(seen), ...unit(seen)] });
  }
  if (options.admin !== undefined) {
    const { place } = options.admin;
    const request = { kind: "admin", gateway: gateway.kind, ...options.admin } as const;
    const step = lastStep({ what: `ask the gateway at ${place.text}`, request, subjects, varied: undefined });
    steps.push(options.processes ? { ...step, next: certificateFileSteps(gateway, place) } : step);
  }
  const aliases = aliasesOf(gateway);
  for (const log of logsOf(gateway, options)) {
    const plain = { kind: "log", gateway: gateway.kind, ...log, sinceMs: options.sinceMs } as const;
    const request = aliases.length === 0 ? plain : { ...plain, aliases };
    steps.push({ ...lastStep({ what: `read ${log.path}`, request, subjects, varied: undefined }), groups });
  }
  return steps;
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

/** Its address where it has one, as then the log speaks of what uhc asks too. */
function aliasesOf({ upstreams }: Gateway): NonNullable<LogRequest["aliases"]> {
  return upstreams.flatMap(({ name, endpoints }) =>
    endpoints.flatMap(({ alias, endpoint, target }) => {
      if (alias === undefined) return [];
      const isAsked = target.kind === "unix" || target.isAddress;
      return [[`${name}/${alias}`, isAsked ? targetText(target) : endpoint] as const];
    }),
  );
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
}

function logsOf(gateway: Gateway, { configuredLogs, logs }: TraceOptions): readonly NamedLog[] {
  const configured = configuredLogs ? gateway.logs : [];
  const all = new Map<string, NamedLog>();
  for (const { path, kind, format } of configured) all.set(path, { path, log: kind, format });
  for (const { gateway: kind, ...log } of logs)
    if (kind === undefined || kind === gateway.kind) all.set(log.path, log);
  return [...all.values()];
}
