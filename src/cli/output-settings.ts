import type { FailOn } from "./exit-code.ts";
import { UsageError } from "./faults.ts";
import { choiceValue, countValue } from "./flag-values.ts";
import type { Given } from "./given.ts";
import type { Options } from "./options.ts";
import type { ColorChoice } from "./paint.ts";

export const FORMATS = [
  "pretty",
  "json",
  "ndjson",
  "markdown",
  "github",
  "gitlab",
  "junit",
  "rdjson",
  "sarif",
] as const;
export type Format = (typeof FORMATS)[number];

/** Where the report goes, and in which dress. */
export interface OutputSettings {
  /** Undefined: stdout stays empty, since a file takes its place. */
  readonly stdout: Format | undefined;
  readonly files: readonly { readonly format: Format; readonly path: string }[];
  readonly top: number;
  readonly detail: "quiet" | "normal" | "verbose";
  readonly redacts: boolean;
  readonly color: ColorChoice;
  readonly failOn: FailOn;
  readonly exitZero: boolean;
}

export function outputSettings(options: Options): OutputSettings {
  const { text, list, isOn } = options;
  const top = text("top");
  const failOn = text("fail-on");
  const format = mainFormat(options);
  const outputs = list("output").map((given) => outputValue(given, format));
  const toStdout = outputs.filter((output) => output.path === "-");
  if (toStdout.length > 1) throw new UsageError("--output: only one report can go to standard output");
  const replaces = outputs.some((output) => !output.isNamed);
  return {
    stdout: toStdout[0]?.format ?? (replaces ? undefined : format),
    files: outputs.filter((output) => output.path !== "-").map(({ format, path }) => ({ format, path })),
    top: top === undefined ? 3 : countValue(top),
    detail: detail(options),
    redacts: !isOn("no-redact"),
    color: colorChoice(options),
    failOn: failOn === undefined ? "error" : choiceValue(failOn, ["error", "warning", "info", "never"]),
    exitZero: isOn("exit-zero"),
  };
}

export function colorChoice({ text }: Options): ColorChoice {
  const color = text("color");
  return color === undefined ? "auto" : choiceValue(color, ["auto", "always", "never"]);
}

function mainFormat({ text, isOn, isNearer }: Options): Format {
  const given = text("format");
  const format = given === undefined ? undefined : choiceValue(given, FORMATS);
  if (!isOn("json") || isNearer("format", "json")) return format ?? "pretty";
  if (format !== undefined && format !== "json" && !isNearer("json", "format"))
    throw new UsageError(`--json and --format ${format} contradict each other`);
  return "json";
}

/** "FILE" takes the place of stdout; "FMT=FILE" comes in addition. */
function outputValue(given: Given, format: Format): { format: Format; path: string; isNamed: boolean } {
  const [, name, path = ""] = /^([a-z]+)=(.*)$/.exec(given.value) ?? [];
  if (name === undefined) return { format, path: given.value, isNamed: false };
  const known = FORMATS.find((one) => one === name);
  if (known === undefined)
    throw new UsageError(
      `${given.source}: "${name}" is not a format; choose from ${FORMATS.join(", ")}`,
      `For a file of that name write ./${given.value}`,
    );
  if (path === "") throw new UsageError(`${given.source}: "${given.value}" names no file`);
  return { format: known, path, isNamed: true };
}

function detail({ isOn, isNearer }: Options): OutputSettings["detail"] {
  const isQuiet = isOn("quiet") && !isNearer("verbose", "quiet");
  const isVerbose = isOn("verbose") && !isNearer("quiet", "verbose");
  if (isQuiet && isVerbose) throw new UsageError("--quiet and --verbose contradict each other");
  if (isQuiet) return "quiet";
  return isVerbose ? "verbose" : "normal";
}
