import type { Call } from "../call.ts";
import type { Environment } from "../environment.ts";
import { exitCode } from "../exit-code.ts";
import { lintSettings } from "../lint-settings.ts";
import { readOptions } from "../options.ts";
import { openOutputs } from "../output.ts";
import { outputSettings } from "../output-settings.ts";
import { refuseTerminal } from "../refuse-terminal.ts";

/** `uhc lint`: what a config alone shows, for CI. */
export async function lint(call: Call, environment: Environment): Promise<number> {
  const options = await readOptions(call, environment);
  const settings = lintSettings(call.args, options);
  const output = outputSettings(options);
  refuseTerminal(settings.paths, environment);
  const outputs = openOutputs(output, environment);
  const linter = await import("../lint.ts");
  const { report, view } = linter.lint(settings, environment.workingDirectory);
  await outputs.deliver(report, view);
  return exitCode(report, output.failOn, output.exitZero);
}
