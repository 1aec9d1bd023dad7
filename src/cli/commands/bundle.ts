import { accessSync, constants, existsSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import { escapeControls } from "../../text/escape.ts";
import { assertFilesReadable } from "../assert-readable.ts";
import { writeBundle } from "../bundle-file.ts";
import type { Call } from "../call.ts";
import { diagnoseSettings } from "../diagnose-settings.ts";
import type { Environment } from "../environment.ts";
import { InputError, lostOutput, systemReason, UsageError } from "../faults.ts";
import { type Options, readOptions } from "../options.ts";
import { colorChoice } from "../output-settings.ts";
import { startProgress } from "../progress.ts";
import { refuseTerminal } from "../refuse-terminal.ts";
import { untilInterrupted } from "../signals.ts";

/** `uhc bundle`: looks as `diagnose` does, and writes what it saw to a file in place of judging it. */
export async function bundle(call: Call, environment: Environment): Promise<number> {
  const options = await readOptions(call, environment);
  const settings = diagnoseSettings(call.args, options);
  await refuseTerminal(settings.configs, environment);
  assertFilesReadable(options, environment);
  const path = outputPath(options);
  const file = path === "-" ? undefined : resolve(environment.workingDirectory, path);
  if (file !== undefined) assertCreatable(file, path);
  const engine = await environment.engine();
  const progress = startProgress(environment, options.isOn("quiet"), colorChoice(options));
  const { value, interruptedBy } = await untilInterrupted(environment, (signal) =>
    engine.collect(settings, { signal, onEvent: progress.onEvent }),
  ).finally(progress.stop);
  const evidence = interruptedBy === undefined ? value.evidence : { ...value.evidence, isComplete: false };
  const content = writeBundle({ ...value, evidence }, environment.workingDirectory, path.endsWith(".gz"));
  if (file === undefined) environment.stdout.write(Buffer.from(content).toString("utf8"));
  else {
    create(file, path, content);
    environment.stdout.write(`${path}\n`);
    const judge = `uhc diagnose --bundle ${escapeControls(path)}`;
    environment.stderr.write(`uhc: what was seen is in it, without secrets; judge it anywhere: ${judge}\n`);
  }
  return interruptedBy ?? (evidence.isComplete ? 0 : 3);
}

function outputPath(options: Options): string {
  const [first, ...more] = options.list("output");
  if (more.length > 0) throw new UsageError("--output: a bundle is one file");
  return first?.value ?? defaultName(new Date());
}

/** "uhc-bundle-gw-1-20261128T062908Z.json.gz". */
function defaultName(now: Date): string {
  const host = hostname().replace(/[^\w.-]/g, "_");
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, "");
  return `uhc-bundle-${host}-${time}.json.gz`;
}

/** Before the run, as afterwards it would be too late. What is there may be the bundle of the incident before. */
function assertCreatable(file: string, path: string): void {
  if (existsSync(file))
    throw new InputError(`--output: ${path} is there already: name another file, or remove it`);
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw new InputError(`--output: ${path} can't be written: ${systemReason(error)}`);
  }
}

/** For its owner alone, and never over what somebody has put there meanwhile. */
function create(file: string, path: string, content: Uint8Array): void {
  try {
    writeFileSync(file, content, { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw lostOutput(path, error);
  }
}
