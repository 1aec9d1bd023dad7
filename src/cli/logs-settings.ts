import type { GatewayKind } from "../model/config.ts";
import { UsageError } from "./faults.ts";
import { durationValue, gatewayValue, timerValue, versionValue } from "./flag-values.ts";
import type { Options } from "./options.ts";

/** What `uhc logs` was asked for. Paths as given. */
export interface LogsSettings {
  /** Files, and at most one `-`. */
  readonly paths: readonly string[];
  /** Configs that tell formats, upstreams and timeouts. */
  readonly configs: readonly string[];
  readonly gateway: GatewayKind | undefined;
  readonly gatewayVersion: string | undefined;
  readonly root: string | undefined;
  readonly upstreams: readonly string[];
  /** Length of the window, which ends with the last line of all logs. */
  readonly sinceMs: number;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly deadlineMs: number;
}

const DEFAULTS = { sinceMs: 3_600_000, deadlineMs: 60_000 } as const;

/** Checks and translates what was typed. */
export function logsSettings(args: readonly string[], { text, list }: Options): LogsSettings {
  if (args.length === 0) throw new UsageError("name the logs to read: files, or - for standard input");
  const configs = list("config").map(({ value }) => value);
  if ([...args, ...configs].filter((path) => path === "-").length > 1)
    throw new UsageError("- is standard input, which can be read only once");
  const gateway = text("gateway");
  const version = text("gateway-version");
  const since = text("since");
  const deadline = text("deadline");
  return {
    paths: [...new Set(args)],
    configs,
    gateway: gateway === undefined ? undefined : gatewayValue(gateway),
    gatewayVersion: version === undefined ? undefined : versionValue(version),
    root: text("root")?.value,
    upstreams: list("upstream").map(({ value }) => value),
    sinceMs: since === undefined ? DEFAULTS.sinceMs : durationValue(since),
    select: list("select").map(({ value }) => value),
    ignore: list("ignore").map(({ value }) => value),
    deadlineMs: deadline === undefined ? DEFAULTS.deadlineMs : timerValue(deadline),
  };
}
