import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Call } from "../call.ts";
import { diagnoseSettings } from "../diagnose-settings.ts";
import type { Environment } from "../environment.ts";
import { exitCode } from "../exit-code.ts";
import { InputError } from "../faults.ts";
import { readOptions } from "../options.ts";
import { openOutputs } from "../output.ts";
import { outputSettings } from "../output-settings.ts";
import { startProgress } from "../progress.ts";
import { refuseTerminal } from "../refuse-terminal.ts";
import { untilInterrupted } from "../signals.ts";

/** `uhc diagnose`: climbs the pyramid for every upstream, and tells. */
export async function diagnose(call: Call, environment: Environment): Promise<number> {
  const options = await readOptions(call, environment);
  const settings = diagnoseSettings(call.args, options);
  const output = outputSettings(options);
  refuseTerminal(settings.configs, environment);
  for (const name of ["ca", "cert", "key", "log"] as const)
    for (const { value, source } of options.list(name)) assertReadable(value, source, environment);
  const outputs = openOutputs(output, environment);
  const engine = await environment.engine();
  const progress = startProgress(environment, output.detail === "quiet", output.color);
  const { value, interruptedBy } = await untilInterrupted(environment, (signal) =>
    engine.diagnose(settings, {
      signal,
      onEvent(event) {
        progress.onEvent(event);
        outputs.onEvent(event);
      },
    }),
  ).finally(progress.stop);
  // A probe that the signal cut short has an outcome like any other; only here it is known that the run was not whole.
  const report = interruptedBy === undefined ? value.report : { ...value.report, complete: false };
  await outputs.deliver(report);
  return interruptedBy ?? exitCode(report, output.failOn, output.exitZero);
}

/** What a flag names must be there: a run without it would answer another question. */
function assertReadable(path: string, source: string, { workingDirectory }: Environment): void {
  const file = resolve(workingDirectory, path);
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new InputError(`${source}: ${path}: ${isMissing ? "no such file" : "can't be read"}`);
  }
  if (statSync(file).isDirectory()) throw new InputError(`${source}: ${path} is a directory`);
}
