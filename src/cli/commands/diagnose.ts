import { resolve } from "node:path";
import type { Report } from "../../model/report.ts";
import { assertFilesReadable } from "../assert-readable.ts";
import { readBundle } from "../bundle-file.ts";
import type { Call } from "../call.ts";
import { diagnoseSettings } from "../diagnose-settings.ts";
import type { Environment } from "../environment.ts";
import { exitCode } from "../exit-code.ts";
import { InputError, UsageError } from "../faults.ts";
import type { FlagName } from "../flags.ts";
import type { Given } from "../given.ts";
import { type Options, readOptions } from "../options.ts";
import { openOutputs } from "../output.ts";
import { outputSettings } from "../output-settings.ts";
import { startProgress } from "../progress.ts";
import { refuseTerminal } from "../refuse-terminal.ts";
import { untilInterrupted } from "../signals.ts";

/** `uhc diagnose`: climbs the pyramid for every upstream, and tells. */
export async function diagnose(call: Call, environment: Environment): Promise<number> {
  const options = await readOptions(call, environment);
  const bundle = options.text("bundle");
  if (bundle !== undefined) return fromBundle(bundle, call, options, environment);
  const settings = diagnoseSettings(call.args, options);
  const output = outputSettings(options);
  await refuseTerminal(settings.configs, environment);
  assertFilesReadable(options, environment);
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

/** Flags that say what is made of a verdict; all others are about how it is reached, and that is over. */
const OF_USE_WITH_BUNDLE: ReadonlySet<FlagName> = new Set<FlagName>([
  ...(["bundle", "select", "ignore", "format", "json", "output", "fail-on"] as const),
  ...(["exit-zero", "top", "quiet", "verbose", "color"] as const),
]);

/** The verdict that another run, on another host perhaps, has seen everything for. */
async function fromBundle(
  { value: path, source }: Given,
  call: Call,
  options: Options,
  environment: Environment,
): Promise<number> {
  const useless = [...call.flags.keys()].find((name) => !OF_USE_WITH_BUNDLE.has(name));
  if (useless !== undefined)
    throw new UsageError(`--${useless} has no use with ${source}: everything in it was looked at already`);
  const [target] = call.args;
  if (target !== undefined)
    throw new UsageError(`${source}: a bundle has its targets in it; leave out "${target}"`);
  if (path === "-") await refuseTerminal(["-"], environment);
  const output = outputSettings(options);
  const { evidence, workingDirectory } = readBundle(
    path === "-" ? path : resolve(environment.workingDirectory, path),
    source,
  );
  const outputs = openOutputs(output, environment, workingDirectory);
  const [select, ignore] = [options.list("select"), options.list("ignore")];
  const engine = await environment.engine();
  const asked = {
    ...evidence,
    ...(select.length > 0 && { select: select.map(({ value }) => value) }),
    ...(ignore.length > 0 && { ignore: ignore.map(({ value }) => value) }),
  };
  const report = judged(() => engine.judge(asked), path, source);
  await outputs.deliver(report);
  return exitCode(report, output.failOn, output.exitZero);
}

/** A file from anywhere may have the shape of a bundle, and still make no sense. */
function judged(judge: () => Report, path: string, source: string): Report {
  try {
    return judge();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`${source}: ${path} is a damaged bundle, or of another release of uhc: ${reason}`);
  }
}
