import { adminPlace } from "./admin-place.ts";
import { UsageError } from "./faults.ts";
import {
  countValue,
  durationValue,
  gatewayValue,
  nameValue,
  pathValue,
  resolverValue,
  statusesValue,
  timerValue,
  versionValue,
} from "./flag-values.ts";
import type { FlagName } from "./flags.ts";
import type { Given } from "./given.ts";
import type { Options } from "./options.ts";
import type { DiagnoseSettings } from "./settings.ts";

/** What stands where neither a flag nor a variable says otherwise. */
export const DIAGNOSE_DEFAULTS: DiagnoseSettings = {
  targets: [],
  configs: [],
  gateway: undefined,
  gatewayVersion: undefined,
  logs: [],
  readsLogs: true,
  sinceMs: 3_600_000,
  root: undefined,
  upstreams: [],
  healthPath: undefined,
  expectStatus: [{ from: 200, to: 399 }],
  host: undefined,
  serverName: undefined,
  caFile: undefined,
  certificateFile: undefined,
  keyFile: undefined,
  resolvers: [],
  probes: true,
  experiments: true,
  followsDependencies: false,
  select: [],
  ignore: [],
  timeoutMs: 5_000,
  deadlineMs: 60_000,
  concurrency: undefined,
  redacts: true,
};

/** Checks and translates what was typed. Throws a UsageError that names the flag or variable and what is allowed. */
export function diagnoseSettings(targets: readonly string[], options: Options): DiagnoseSettings {
  const { list, isOn } = options;
  const one = reader(options);
  const settings: DiagnoseSettings = {
    targets: targets.map(targetValue),
    configs: list("config").map(text),
    gateway: one("gateway", gatewayValue, undefined),
    gatewayVersion: one("gateway-version", versionValue, undefined),
    admin: one("admin", (given) => adminPlace(given, options.text("ca")?.value), undefined),
    logs: list("log").map(text),
    readsLogs: !isOn("no-log"),
    sinceMs: one("since", durationValue, DIAGNOSE_DEFAULTS.sinceMs),
    root: one("root", text, undefined),
    upstreams: list("upstream").map(text),
    healthPath: one("health-path", pathValue, undefined),
    expectStatus: one("expect-status", statusesValue, DIAGNOSE_DEFAULTS.expectStatus),
    host: one("host", nameValue, undefined),
    serverName: one("sni", nameValue, undefined),
    caFile: one("ca", text, undefined),
    certificateFile: one("cert", text, undefined),
    keyFile: one("key", text, undefined),
    resolvers: list("resolver").map(resolverValue),
    probes: !isOn("no-probe"),
    experiments: !isOn("no-experiments"),
    followsDependencies: isOn("follow-dependencies"),
    select: list("select").map(text),
    ignore: list("ignore").map(text),
    timeoutMs: one("timeout", timerValue, DIAGNOSE_DEFAULTS.timeoutMs),
    deadlineMs: one("deadline", timerValue, DIAGNOSE_DEFAULTS.deadlineMs),
    concurrency: one("concurrency", countValue, undefined),
    redacts: !isOn("no-redact"),
  };
  refuseContradictions(settings, options);
  return settings;
}

/** The same for `inspect`, which asks nothing: what is not about reading stays as by default. */
export function inspectSettings(configs: readonly string[], options: Options): DiagnoseSettings {
  const one = reader(options);
  return {
    ...DIAGNOSE_DEFAULTS,
    configs: [...configs, ...options.list("config").map(text)],
    gateway: one("gateway", gatewayValue, undefined),
    gatewayVersion: one("gateway-version", versionValue, undefined),
    root: one("root", text, undefined),
    upstreams: options.list("upstream").map(text),
    redacts: !options.isOn("no-redact"),
  };
}

function reader(options: Options) {
  return <T, D>(name: FlagName, read: (given: Given) => T, otherwise: D): T | D => {
    const given = options.text(name);
    return given === undefined ? otherwise : read(given);
  };
}

function text({ value }: Given): string {
  return value;
}

function targetValue(target: string): string {
  if (target.trim() !== "" && !/[\0\r\n]/.test(target)) return target;
  throw new UsageError(
    `"${target}" is not a target; give a URL, host:port, unix:/path, or the name of an upstream`,
  );
}

function refuseContradictions(settings: DiagnoseSettings, { list, text: given }: Options): void {
  const { certificateFile, keyFile } = settings;
  if ((certificateFile === undefined) !== (keyFile === undefined))
    throw new UsageError("--cert and --key belong together; give both or none");
  if (!settings.readsLogs && list("log").length > 0)
    throw new UsageError(`${given("log")?.source ?? "--log"} and --no-log contradict each other`);
  if (settings.configs.filter((path) => path === "-").length > 1)
    throw new UsageError("--config: - is standard input, which can be read only once");
}
