import { renderFindings } from "../../report/formats/findings.ts";
import { escapeControls } from "../../text/escape.ts";
import type { Call } from "../call.ts";
import type { Surroundings } from "../environment.ts";
import { exitCode } from "../exit-code.ts";
import { type Linted, lint as lintConfigs } from "../lint.ts";
import { type LintSettings, lintSettings } from "../lint-settings.ts";
import { readOptions } from "../options.ts";
import { openOutputs, showsFindingsAlone } from "../output.ts";
import { type OutputSettings, outputSettings } from "../output-settings.ts";
import { refuseTerminal } from "../refuse-terminal.ts";
import { patchOf, writeFixes } from "../write-fixes.ts";

/** `uhc lint`: what a config alone shows, for CI. */
export async function lint(call: Call, environment: Surroundings): Promise<number> {
  const options = await readOptions(call, environment);
  const settings = lintSettings(call.args, options);
  const asked = outputSettings(options);
  // a patch stands where the report would
  const output = settings.fix === "patch" ? { ...asked, stdout: undefined } : asked;
  await refuseTerminal(settings.paths, environment);
  const outputs = openOutputs(output, environment);
  const { report, view } = await linted(settings, output, environment);
  await outputs.deliver(report, { ...view, render: renderFindings });
  return exitCode(report, output.failOn, output.exitZero);
}

async function linted(
  settings: LintSettings,
  output: OutputSettings,
  environment: Surroundings,
): Promise<Linted> {
  const { workingDirectory, stdout } = environment;
  const isCausesAlone = showsFindingsAlone(output);
  if (settings.fix === "none") return lintConfigs(settings, workingDirectory, { isCausesAlone });
  const { fixed } = await import("../lint-fix.ts");
  // a baseline is written from what is left
  const before = await lintConfigs({ ...settings, writeBaseline: undefined }, workingDirectory, {
    isCausesAlone,
  });
  const { sources } = before.reading;
  const again = { ...settings, writeBaseline: undefined };
  const {
    files,
    edits,
    linted: after,
  } = await fixed(before, (textOf) =>
    lintConfigs(again, workingDirectory, { again: { sources, textOf }, isCausesAlone }),
  );
  const say = (text: string) => environment.stderr.write(`uhc: ${escapeControls(text)}\n`);
  const count = `${edits === 1 ? "one fix" : `${edits} fixes`} in ${files.length === 1 ? "one file" : `${files.length} files`}`;
  if (settings.fix === "patch") {
    const { text, notes } = patchOf(files, workingDirectory, output.redacts);
    stdout.write(stdout.isTTY ? forTerminal(text) : text);
    for (const note of notes) say(note);
    say(edits === 0 ? "nothing that --fix could change for certain" : `${count}, not written`);
    return before;
  }
  writeFixes(files);
  if (edits > 0) say(`wrote ${count}`);
  return settings.writeBaseline === undefined
    ? after
    : lintConfigs(settings, workingDirectory, { isCausesAlone });
}

/** A config may hold what a terminal obeys; a pipe gets every byte, or the patch would not apply. */
function forTerminal(patch: string): string {
  return patch
    .split("\n")
    .map((line) => escapeControls(line.replaceAll("\t", "    ")))
    .join("\n");
}
