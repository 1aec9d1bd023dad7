import type { Call } from "../call.ts";
import type { Environment } from "../environment.ts";
import { exitCode } from "../exit-code.ts";
import { logsSettings } from "../logs-settings.ts";
import { readOptions } from "../options.ts";
import { openOutputs } from "../output.ts";
import { outputSettings } from "../output-settings.ts";
import { startProgress } from "../progress.ts";
import { refuseTerminal } from "../refuse-terminal.ts";
import { untilInterrupted } from "../signals.ts";

/** `uhc logs`: what gateway logs alone tell. */
export async function logs(call: Call, environment: Environment): Promise<number> {
  const options = await readOptions(call, environment);
  const settings = logsSettings(call.args, options);
  const output = outputSettings(options);
  await refuseTerminal([...settings.paths, ...settings.configs], environment);
  const outputs = openOutputs(output, environment);
  const progress = startProgress(environment, output.detail === "quiet", output.color);
  const { readLogs } = await import("../logs.ts");
  const { value, interruptedBy } = await untilInterrupted(environment, (signal) =>
    readLogs(settings, environment.workingDirectory, {
      signal,
      onEvent(event) {
        progress.onEvent(event);
        outputs.onEvent(event);
      },
    }),
  ).finally(progress.stop);
  const report = interruptedBy === undefined ? value.report : { ...value.report, complete: false };
  await outputs.deliver(report);
  return interruptedBy ?? exitCode(report, output.failOn, output.exitZero);
}
