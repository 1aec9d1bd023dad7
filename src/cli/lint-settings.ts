import type { GatewayKind } from "../model/config.ts";
import { UsageError } from "./faults.ts";
import { contextValue, gatewayValue, versionValue } from "./flag-values.ts";
import type { Options } from "./options.ts";

/** What `uhc lint` was asked for. Paths as given. */
export interface LintSettings {
  /** Files, folders, and at most one `-`. */
  readonly paths: readonly string[];
  readonly gateway: GatewayKind | undefined;
  readonly gatewayVersion: string | undefined;
  readonly root: string | undefined;
  /** The name under which standard input is shown, and from which its includes start. */
  readonly stdinFilename: string | undefined;
  /** The blocks around a fragment, outermost first: "http", "server". */
  readonly context: readonly string[];
  readonly baseline: string | undefined;
  /** The file that the findings of this run are written to; then none is left to report. */
  readonly writeBaseline: string | undefined;
  /** What becomes of the fixes that are certain: nothing, a patch to read, or the files themselves. */
  readonly fix: "none" | "patch" | "write";
  readonly inlineIgnores: boolean;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
}

/** Checks and translates what was typed. */
export function lintSettings(args: readonly string[], options: Options): LintSettings {
  const { text, list, isOn } = options;
  if (args.length === 0) throw new UsageError("name what to lint: a file, a folder, or - for standard input");
  if (args.filter((path) => path === "-").length > 1)
    throw new UsageError("- is standard input, which can be read only once");
  const stdinFilename = text("stdin-filename");
  if (stdinFilename !== undefined && !args.includes("-"))
    throw new UsageError(`${stdinFilename.source} names standard input; give - as well`);
  const gateway = text("gateway");
  const version = text("gateway-version");
  const context = text("context");
  return {
    paths: args,
    gateway: gateway === undefined ? undefined : gatewayValue(gateway),
    gatewayVersion: version === undefined ? undefined : versionValue(version),
    root: text("root")?.value,
    stdinFilename: stdinFilename?.value,
    context: context === undefined ? [] : contextValue(context),
    baseline: text("baseline")?.value,
    writeBaseline: text("write-baseline")?.value,
    fix: fixOf(args, options),
    inlineIgnores: !isOn("no-inline-ignore"),
    select: list("select").map(({ value }) => value),
    ignore: list("ignore").map(({ value }) => value),
  };
}

function fixOf(args: readonly string[], { text, isOn, isTyped }: Options): LintSettings["fix"] {
  const isDry = isOn("dry-run");
  if (!isOn("fix")) {
    if (isDry) throw new UsageError("--dry-run shows what --fix would do; give --fix as well");
    return "none";
  }
  if (isDry) {
    for (const name of ["format", "json"] as const)
      if (isTyped(name))
        throw new UsageError(`--fix --dry-run prints a patch; --${name} asks for something else`);
    return "patch";
  }
  const hint = "With --dry-run it prints a patch.";
  if (args.includes("-")) throw new UsageError("--fix can't write what comes through standard input", hint);
  const root = text("root");
  if (root !== undefined) throw new UsageError(`--fix does not write below ${root.source}`, hint);
  return "write";
}
