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
    help: "kind of gateway, where its config does not tell",
    commands: ["diagnose", "bundle", "lint", "logs", "inspect"],
  },
  "gateway-version": {
    usage: "--gateway-version <version>",
    kind: "text",
    group: READ,
    help: "its version, which decides its defaults",
    commands: ["diagnose", "bundle", "lint", "logs", "inspect"],
  },
  admin: {
    usage: "--admin <url|socket>",
    kind: "text",
    group: READ,
    help: "where the gateway tells of itself: NGINX Plus API, stub_status, …",
    commands: ["diagnose", "bundle"],
  },
  log: {
    usage: "--log <file>",
    kind: "list",
    group: READ,
    help: "log to read beside those the config names (repeatable)",
    commands: ["diagnose", "bundle"],
    isPath: true,
  },
  bundle: {
    usage: "--bundle <file>",
    kind: "text",
    group: READ,
    help: "judge what uhc bundle has collected; nothing is looked at",
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
    help: "how far back logs are read (default: 1h; in logs, from the last line)",
    commands: ["diagnose", "bundle", "logs"],
  },
  root: {
    usage: "--root <dir>",
    kind: "text",
    group: READ,
    help: "look up the config's paths under this folder",
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
    help: "path that tells whether a service is well",
    commands: ["diagnose", "bundle"],
  },
  "expect-status": {
    usage: "--expect-status <list>",
    kind: "text",
    group: ASK,
    help: "statuses that mean well (default: 200-399)",
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
    help: "server name in the handshake",
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
    help: "ask only as the gateway asks, vary nothing",
    commands: ["diagnose", "bundle"],
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
    help: "a JSON report: how its causes, or the one named, came by their rank",
    commands: ["explain"],
  },
  "stdin-filename": {
    usage: "--stdin-filename <name>",
    kind: "text",
    group: READ,
    help: "name and place of what comes through standard input",
    commands: ["lint"],
  },
  context: {
    usage: "--context <blocks>",
    kind: "text",
    group: READ,
    help: "blocks around a fragment, as in http,server",
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
    help: "list today's findings in this file, for --baseline",
    commands: ["lint"],
    isTypedOnly: true,
  },
  fix: {
    usage: "--fix",
    kind: "switch",
    group: OUT,
    help: "write the fixes that are certain into the files",
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
    help: "do not heed `# uhc:ignore ID reason`",
    commands: ["lint"],
  },
  timeout: {
    usage: "--timeout <duration>",
    kind: "text",
    group: LIMIT,
    help: "for one probe (default: 5s)",
    commands: ["diagnose", "bundle"],
  },
  deadline: {
    usage: "--deadline <duration>",
    kind: "text",
    group: LIMIT,
    help: "for the whole run (default: 60s)",
    commands: ["diagnose", "bundle", "logs"],
  },
  concurrency: {
    usage: "--concurrency <n>",
    kind: "text",
    group: LIMIT,
    help: "probes at once (default: what the host allows)",
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
    help: "write to a file; with a format, in addition (repeatable)",
    commands: ["diagnose", "bundle", "lint", "logs"],
    isTypedOnly: true,
  },
  "fail-on": {
    usage: "--fail-on <severity>",
    kind: "text",
    group: OUT,
    help: "exit 1 from error, warning or info on, or never (default: error)",
    commands: ["diagnose", "lint", "logs"],
  },
  "exit-zero": {
    usage: "--exit-zero",
    kind: "switch",
    group: OUT,
    help: "exit 0 whatever a finished run found",
    commands: ["diagnose", "lint", "logs"],
  },
  top: {
    usage: "--top <n>",
    kind: "text",
    group: OUT,
    help: "causes shown in full (default: 3)",
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
    help: "run every scenario, a line each",
    commands: ["demo"],
  },
  quiet: {
    usage: "-q, --quiet",
    kind: "switch",
    group: OUT,
    help: "verdict and titles alone, no progress",
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
