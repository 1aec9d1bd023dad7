// Data table: every flag, with the commands that have a use for it. A flag's environment name is UHC_ and its long name.

/** In the order of help. */
export const COMMAND_NAMES = [
  "diagnose",
  "lint",
  "logs",
  "inspect",
  "explain",
  "bundle",
  "demo",
  "schema",
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export interface Flag {
  /** As help shows it: "-c, --config <file>". */
  readonly usage: string;
  /** `switch` takes no value; `list` may be repeated, and is separated by commas in the environment. */
  readonly kind: "switch" | "text" | "list";
  readonly group: "What to read:" | "What to ask:" | "Limits:" | "Output:";
  readonly help: string;
  readonly commands: readonly CommandName[];
  /** Its value is a path, which in `uhc.yaml` counts from the folder of that file. */
  readonly isPath?: true;
  /** It makes uhc write files or show secrets, so that `uhc.yaml` may not set it. */
  readonly isTypedOnly?: true;
}

const READ = "What to read:";
const ASK = "What to ask:";
const LIMIT = "Limits:";
const OUT = "Output:";

/** By long name, in the order of help. */
export const FLAGS = {
  config: {
    usage: "-c, --config <file>",
    kind: "list",
    group: READ,
    help: "config to read; - is stdin (repeatable)",
    commands: ["diagnose", "bundle", "logs", "inspect"],
    isPath: true,
  },
  gateway: {
    usage: "--gateway <kind>",
    kind: "text",
    group: READ,
    help: "kind of gateway, if its config does not show it",
    commands: ["diagnose", "bundle", "lint", "logs", "inspect"],
  },
  "gateway-version": {
    usage: "--gateway-version <version>",
    kind: "text",
    group: READ,
    help: "its version, on which defaults depend",
    commands: ["diagnose", "bundle", "lint", "logs", "inspect"],
  },
  admin: {
    usage: "--admin <url|socket>",
    kind: "text",
    group: READ,
    help: "the gateway's own status: NGINX Plus API, stub_status, …",
    commands: ["diagnose", "bundle"],
  },
  log: {
    usage: "--log <file>",
    kind: "list",
    group: READ,
    help: "log to read in addition to those in the config (repeatable)",
    commands: ["diagnose", "bundle"],
    isPath: true,
  },
  bundle: {
    usage: "--bundle <file>",
    kind: "text",
    group: READ,
    help: "judge what uhc bundle collected; contact nothing",
    commands: ["diagnose"],
    isPath: true,
  },
  "no-log": {
    usage: "--no-log",
    kind: "switch",
    group: READ,
    help: "read no logs",
    commands: ["diagnose", "bundle"],
  },
  since: {
    usage: "--since <duration>",
    kind: "text",
    group: READ,
    help: "how far back to read logs (default: 1h; in uhc logs, from the last line)",
    commands: ["diagnose", "bundle", "logs"],
  },
  root: {
    usage: "--root <dir>",
    kind: "text",
    group: READ,
    help: "look up the config's paths below this folder",
    commands: ["diagnose", "bundle", "lint", "logs", "inspect"],
    isPath: true,
  },
  upstream: {
    usage: "--upstream <name>",
    kind: "list",
    group: ASK,
    help: "only this upstream (repeatable)",
    commands: ["diagnose", "bundle", "logs", "inspect"],
  },
  "health-path": {
    usage: "--health-path <path>",
    kind: "text",
    group: ASK,
    help: "path that shows whether a service is healthy",
    commands: ["diagnose", "bundle"],
  },
  "expect-status": {
    usage: "--expect-status <list>",
    kind: "text",
    group: ASK,
    help: "statuses that count as healthy (default: 200-399)",
    commands: ["diagnose", "bundle"],
  },
  host: {
    usage: "--host <name>",
    kind: "text",
    group: ASK,
    help: "Host header to send",
    commands: ["diagnose", "bundle"],
  },
  sni: {
    usage: "--sni <name>",
    kind: "text",
    group: ASK,
    help: "server name (SNI) to send in the handshake",
    commands: ["diagnose", "bundle"],
  },
  ca: {
    usage: "--ca <file>",
    kind: "text",
    group: ASK,
    help: "certificates to trust",
    commands: ["diagnose", "bundle"],
    isPath: true,
  },
  cert: {
    usage: "--cert <file>",
    kind: "text",
    group: ASK,
    help: "client certificate",
    commands: ["diagnose", "bundle"],
    isPath: true,
  },
  key: {
    usage: "--key <file>",
    kind: "text",
    group: ASK,
    help: "key of the client certificate",
    commands: ["diagnose", "bundle"],
    isPath: true,
  },
  resolver: {
    usage: "--resolver <ip[:port]>",
    kind: "list",
    group: ASK,
    help: "ask this DNS server (repeatable)",
    commands: ["diagnose", "bundle"],
  },
  "no-probe": {
    usage: "--no-probe",
    kind: "switch",
    group: ASK,
    help: "contact no endpoint: config, logs and processes only",
    commands: ["diagnose", "bundle"],
  },
  "no-experiments": {
    usage: "--no-experiments",
    kind: "switch",
    group: ASK,
    help: "send only what the gateway would; vary nothing",
    commands: ["diagnose", "bundle"],
  },
  "follow-dependencies": {
    usage: "--follow-dependencies",
    kind: "switch",
    group: ASK,
    help: "also try to connect to dependencies that a service reports as down",
    commands: ["diagnose"],
  },
  select: {
    usage: "--select <id|layer>",
    kind: "list",
    group: ASK,
    help: "only these causes (repeatable)",
    commands: ["diagnose", "bundle", "lint", "logs"],
  },
  ignore: {
    usage: "--ignore <id|layer>",
    kind: "list",
    group: ASK,
    help: "leave these causes out (repeatable)",
    commands: ["diagnose", "bundle", "lint", "logs"],
  },
  why: {
    usage: "--why <report>",
    kind: "text",
    group: READ,
    help: "show how the causes of a JSON report, or the one named, got their rank",
    commands: ["explain"],
  },
  "stdin-filename": {
    usage: "--stdin-filename <name>",
    kind: "text",
    group: READ,
    help: "path to assume for standard input",
    commands: ["lint"],
  },
  context: {
    usage: "--context <blocks>",
    kind: "text",
    group: READ,
    help: "blocks that enclose a fragment, e.g. http,server",
    commands: ["lint"],
  },
  baseline: {
    usage: "--baseline <file>",
    kind: "text",
    group: ASK,
    help: "leave out the findings that this file lists",
    commands: ["lint"],
    isPath: true,
  },
  "write-baseline": {
    usage: "--write-baseline <file>",
    kind: "text",
    group: OUT,
    help: "write today's findings to this file, for --baseline",
    commands: ["lint"],
    isTypedOnly: true,
  },
  fix: {
    usage: "--fix",
    kind: "switch",
    group: OUT,
    help: "apply the fixes that are certain",
    commands: ["lint"],
    isTypedOnly: true,
  },
  "dry-run": {
    usage: "--dry-run",
    kind: "switch",
    group: OUT,
    help: "with --fix: print a patch instead, and write nothing",
    commands: ["lint"],
    isTypedOnly: true,
  },
  "no-inline-ignore": {
    usage: "--no-inline-ignore",
    kind: "switch",
    group: ASK,
    help: "disregard `# uhc:ignore ID reason` comments",
    commands: ["lint"],
  },
  timeout: {
    usage: "--timeout <duration>",
    kind: "text",
    group: LIMIT,
    help: "limit for one probe (default: 5s)",
    commands: ["diagnose", "bundle"],
  },
  deadline: {
    usage: "--deadline <duration>",
    kind: "text",
    group: LIMIT,
    help: "limit for the whole run (default: 60s)",
    commands: ["diagnose", "bundle", "logs"],
  },
  concurrency: {
    usage: "--concurrency <n>",
    kind: "text",
    group: LIMIT,
    help: "probes to run at once (default: what the host allows)",
    commands: ["diagnose", "bundle"],
  },
  format: {
    usage: "-f, --format <fmt>",
    kind: "text",
    group: OUT,
    help: "pretty, json, markdown, … (default: pretty)",
    commands: ["diagnose", "lint", "logs"],
  },
  json: {
    usage: "--json",
    kind: "switch",
    group: OUT,
    help: "the same as --format json",
    commands: ["diagnose", "lint", "logs", "inspect", "explain"],
  },
  output: {
    usage: "-o, --output <[fmt=]file>",
    kind: "list",
    group: OUT,
    help: "write to a file; with a format, as an extra output (repeatable)",
    commands: ["diagnose", "bundle", "lint", "logs"],
    isTypedOnly: true,
  },
  "fail-on": {
    usage: "--fail-on <severity>",
    kind: "text",
    group: OUT,
    help: "exit 1 at this severity or above: error, warning, info, or never (default: error)",
    commands: ["diagnose", "lint", "logs"],
  },
  "exit-zero": {
    usage: "--exit-zero",
    kind: "switch",
    group: OUT,
    help: "exit 0 whatever the run found, if it finished",
    commands: ["diagnose", "lint", "logs"],
  },
  top: {
    usage: "--top <n>",
    kind: "text",
    group: OUT,
    help: "causes to show in full (default: 3)",
    commands: ["diagnose", "lint", "logs"],
  },
  "no-redact": {
    usage: "--no-redact",
    kind: "switch",
    group: OUT,
    help: "show secrets as they are",
    commands: ["diagnose", "lint", "logs", "inspect"],
    isTypedOnly: true,
  },
  all: {
    usage: "--all",
    kind: "switch",
    group: OUT,
    help: "run every scenario, one line each",
    commands: ["demo"],
  },
  quiet: {
    usage: "-q, --quiet",
    kind: "switch",
    group: OUT,
    help: "verdict and titles only, no progress",
    commands: ["diagnose", "bundle", "lint", "logs"],
  },
  verbose: {
    usage: "-v, --verbose",
    kind: "switch",
    group: OUT,
    help: "every check, experiment and observation",
    commands: ["diagnose", "lint", "logs", "demo"],
  },
  color: {
    usage: "--color <when>",
    kind: "text",
    group: OUT,
    help: "auto, always or never (default: auto)",
    commands: ["diagnose", "bundle", "lint", "logs", "inspect", "explain", "demo"],
  },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;

export function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name);
}

/** "--no-probe" → "UHC_NO_PROBE". */
export function environmentName(name: FlagName): string {
  return `UHC_${name.toUpperCase().replaceAll("-", "_")}`;
}
