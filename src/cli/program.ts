import { Command, CommanderError, Option } from "commander";
import { escapeControls } from "../text/escape.ts";
import type { Call } from "./call.ts";
import { COMMAND_NAMES, type CommandName, FLAGS, type Flag, type FlagName, isFlagName } from "./flags.ts";
import { openLint } from "./lint-script.ts";
import { tellLostOutput } from "./tell-lost-output.ts";
import { VERSION } from "./version.ts";

/** Where help and complaints about the command line go. */
export interface Console {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface CommandCard {
  readonly usage: string;
  readonly summary: string;
  readonly after?: string;
}

const EXIT_CODES = `
Exit codes:
  0  the run finished and nothing reached --fail-on
  1  a cause at or above --fail-on was found
  2  it could not start: wrong usage, a missing file, no gateway
  3  inconclusive: not finished, or not enough seen to say`;

const COMMANDS = {
  diagnose: {
    usage: "diagnose [target...]",
    summary: "probe every upstream as the gateway would, and rank the likely root causes",
    after: `
A target is a URL, host:port, unix:/path, or the name of an upstream. Without a
target or --config, uhc finds the gateways that run on this host.
Durations look like 500ms, 2s, 5m, 1h. Every flag can also be set in the
environment (UHC_HEALTH_PATH=/up; lists are separated by commas), or in the
nearest uhc.yaml, from here upwards (health-path: /up).
${EXIT_CODES}`,
  },
  lint: {
    usage: "lint [path...]",
    summary: "check configs without any network access, for CI: what fails now or later",
    after: `
A path is a file, a folder, a pattern ("conf/**/*.conf"), or - for standard
input (nginx -T | uhc lint -). A comment "# uhc:ignore ID reason" at the end of
a line, or above it, suppresses a finding. Flags can be set in uhc.yaml
(fail-on: warning).
Formats: pretty, json, ndjson, markdown, github, gitlab, sarif, junit, rdjson.
${EXIT_CODES}`,
  },
  logs: {
    usage: "logs [file...]",
    summary: "summarize gateway logs: which upstream failed how, how often, since when",
    after: `
A file is an error or access log, plain or packed (.gz), or - for standard input
(journalctl -u nginx -o json | uhc logs -). Gateway and common formats are
recognized; for a log_format of your own, name the config with -c. Lines of
syslog, journald, Docker and Kubernetes are unwrapped. The window (--since, 1h)
ends with the last line of all files.
${EXIT_CODES}`,
  },
  inspect: {
    usage: "inspect [config...]",
    summary: "print what the config means: routes, upstreams, timeouts, TLS",
  },
  explain: {
    usage: "explain [id]",
    summary: "what a cause means, how it is decided, how to fix it; without id, list all",
  },
  bundle: {
    usage: "bundle [target...]",
    summary: "collect everything a verdict rests on, without secrets, in one file",
    after: `
It probes as diagnose does, with the same targets and flags, but writes down
what it saw instead of judging it: the configs, the result of every probe, facts
from the logs. uhc diagnose --bundle FILE gives the verdict anywhere, offline.
The file is uhc-bundle-HOST-TIME.json.gz, or what -o names (- is stdout); it
never overwrites another file.`,
  },
  demo: {
    usage: "demo [scenario]",
    summary: "break a small system on loopback and diagnose it; needs nothing but Node.js",
  },
  schema: { usage: "schema <report|config>", summary: "print the JSON Schema of the report, or of uhc.yaml" },
} as const satisfies Record<CommandName, CommandCard>;

const EXAMPLES = `
Examples:
  uhc diagnose                         the gateways that run on this host
  uhc diagnose -c /etc/nginx/nginx.conf
  uhc diagnose https://10.0.0.5:8443/  one service, without any config
  nginx -T | uhc diagnose -c -
  uhc demo                             see it work on a broken system
${EXIT_CODES}`;

/** The program as the entry runs it; leaves the exit code with the process. */
export async function runProgram(args: readonly string[]): Promise<void> {
  const call = readCall(args, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  if (typeof call === "number") {
    process.exitCode = call;
    tellLostOutput();
    return;
  }
  if (call.command === "lint") return openLint(import.meta.dirname).lintInProcess(call);
  const { performInProcess } = await import("./perform.js");
  await performInProcess(call);
}

/** Reads the command line. Gives the call, or the exit code where help, version or a complaint was the answer. */
export function readCall(args: readonly string[], console: Console): Call | number {
  const calls: Call[] = [];
  try {
    program(args, console, (call) => calls.push(call)).parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const isAnswer = error.code === "commander.helpDisplayed" || error.code === "commander.version";
    // Commander exits 1 for wrong usage, which is the code of findings.
    return isAnswer || (error.code === "commander.help" && args[0] === "help") ? 0 : 2;
  }
  return calls[0] ?? 2;
}

function program(args: readonly string[], console: Console, onCall: (call: Call) => void): Command {
  const root = prepared(new Command("uhc"), console)
    .description(
      "Find out why there is no healthy upstream: asks each one as the gateway would,\nand ranks the likely root causes.",
    )
    .usage("<command> [options]")
    .helpCommand("help [command]", "show the help of a command")
    .addHelpText("after", EXAMPLES);
  for (const name of COMMAND_NAMES) {
    // the flags of a command that nobody names are never asked for
    const flags = args.includes(name) ? flagsOf(name) : [];
    root.addCommand(subcommand(name, COMMANDS[name], flags, console, onCall));
  }
  return root;
}

function subcommand(
  name: CommandName,
  card: CommandCard,
  taken: readonly FlagName[],
  console: Console,
  onCall: (call: Call) => void,
): Command {
  const [, argument] = card.usage.split(" ");
  const command = prepared(new Command(name), console).summary(card.summary).description(card.summary);
  if (argument !== undefined) command.argument(argument);
  if (card.after !== undefined) command.addHelpText("after", card.after);
  const flags: TypedFlags = new Map();
  for (const flag of taken) addFlag(command, flag, FLAGS[flag], flags);
  return command.action(() => {
    const args = command.processedArgs.flat().filter((arg) => typeof arg === "string");
    onCall({ command: name, args, flags });
  });
}

function prepared(command: Command, console: Console): Command {
  return command
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      writeOut: console.out,
      writeErr: console.err,
      outputError: (text, write) => write(complaint(text, command.name())),
    });
}

/** "error: unknown option '--foo'\n(Did you mean …?)" as one line of ours. */
function complaint(text: string, command: string): string {
  const [first = "", ...more] = text.trim().split("\n");
  const help = command === "uhc" ? "uhc --help" : `uhc ${command} --help`;
  const line = [first.replace(/^error: /, ""), ...more].join(" ");
  return `uhc: ${escapeControls(line)}\nTry '${help}'.\n`;
}

/**
 * Adds a flag, and hears for itself what is typed: commander keeps `--log FILE` and `--no-log` as one value, of which
 * only the last survives.
 */
function addFlag(command: Command, name: FlagName, flag: Flag, typed: TypedFlags): void {
  const option = new Option(flag.usage, flag.help).helpGroup(flag.group);
  // Said outright: the default of --no-… differs between releases of commander.
  command.addOption(option.negate ? option.default(true) : option);
  command.on(`option:${option.name()}`, (value: string | null) => {
    const before = typed.get(name);
    if (flag.kind === "switch") typed.set(name, true);
    else if (flag.kind === "text") typed.set(name, value ?? "");
    else typed.set(name, [...(Array.isArray(before) ? before : []), value ?? ""]);
  });
}

type TypedFlags = Map<FlagName, string | readonly string[] | true>;

function flagsOf(command: CommandName): readonly FlagName[] {
  return Object.keys(FLAGS)
    .filter(isFlagName)
    .filter((name) => {
      const flag: Flag = FLAGS[name];
      return flag.commands.includes(command);
    });
}
