import { accessSync, closeSync, constants, openSync, statSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Cause, Report } from "../model/report.ts";
import type { renderFindings } from "../report/formats/findings.ts";
import { renderEvent, renderLastLine } from "../report/formats/ndjson.ts";
import type { LintView } from "../report/pretty/findings.ts";
import { shownFindings, tallyOf } from "../report/pretty/shown-findings.ts";
import { escapeControls, escapeValue } from "../text/escape.ts";
import { redactValue } from "../text/redact.ts";
import type { Surroundings } from "./environment.ts";
import { InputError, lostOutput, systemReason } from "./faults.ts";
import type { Format, OutputSettings } from "./output-settings.ts";
import { paint, wantsColor } from "./paint.ts";
import { publicEvent } from "./run-events.ts";
import type { RunEvent } from "./settings.ts";
import { tellNotes } from "./tell-notes.ts";

/** What the findings of `lint` are shown with, and by. */
interface Showing extends Omit<LintView, "redacts" | "tally"> {
  readonly render: typeof renderFindings;
}
type Counted = Showing & Pick<LintView, "tally">;

/** The ways out of a run: stdout and files. Nothing reaches them but through `presentable`. */
export interface Outputs {
  readonly onEvent: (event: RunEvent) => void;
  /** With a `view`, people get findings with their lines (`lint`), without it the incident screen. */
  readonly deliver: (report: Report, view?: Showing) => Promise<void>;
}

/** A value that may be shown: without secrets, unless they are wanted, and without anything that is not plain text. */
export function presentable<T>(value: T, redacts: boolean): T {
  return redacts ? redactValue(value, escapeControls) : escapeValue(value);
}

/**
 * Checks that every file can be written before the run, since afterwards it would be too late. `shownFrom`: the folder that
 * paths are shown relative to.
 */
export function openOutputs(
  settings: OutputSettings,
  environment: Surroundings,
  shownFrom = environment.workingDirectory,
): Outputs {
  const sinks = [
    ...(settings.stdout === undefined ? [] : [stdoutSink(settings.stdout, environment)]),
    ...settings.files.map(({ format, path }) => fileSink(format, path, environment)),
  ];
  const streams = sinks.filter((sink) => sink.format === "ndjson");
  return {
    onEvent(event) {
      if (streams.length === 0) return;
      const text = renderEvent(presentable(publicEvent(event), settings.redacts));
      for (const sink of streams) sink.write(text);
    },
    async deliver(report, view) {
      const isPage = view !== undefined && showsFindingsAlone(settings);
      const shown = presentable(isPage ? findingsAlone(report, settings) : report, settings.redacts);
      const counted = view && { ...view, tally: tallyOf(report.causes) };
      for (const sink of sinks) {
        sink.write(
          await render(sink, shown, settings, { ...environment, workingDirectory: shownFrom }, counted),
        );
        sink.close();
      }
      tellNotes(shown, settings, environment);
    },
  };
}

/** Whether people are all who read what `lint` tells: then nothing is made ready that nobody sees. */
export function showsFindingsAlone({ stdout, files }: OutputSettings): boolean {
  return [stdout, ...files.map(({ format }) => format)].every(
    (format) => format === undefined || format === "pretty",
  );
}

/** What a page of findings tells. */
function findingsAlone(report: Report, { detail }: OutputSettings): Report {
  return {
    ...report,
    causes: shownFindings(report.causes, detail).map(findingAlone),
    upstreams: [],
    checks: [],
    ruledOut: [],
    dismissed: [],
  };
}

/** Texts of a cause are made when somebody asks for them: here nobody asks for what no page of findings shows. */
function findingAlone(cause: Cause): Cause {
  const { rank, id, title, role, severity, layer, confidence, locations, evidence, fix } = cause;
  const unshown = { subjects: [], verify: [], weighing: { met: [], contradicted: [], missing: [] } };
  return { rank, id, title, role, severity, layer, confidence, locations, evidence, fix, ...unshown };
}

interface Sink {
  readonly format: Format;
  readonly isStdout: boolean;
  readonly write: (text: string) => void;
  readonly close: () => void;
}

/** Each format is loaded when it is written: a run has a use for one or two of them. */
async function render(
  sink: Sink,
  report: Report,
  settings: OutputSettings,
  environment: Surroundings,
  view: Counted | undefined,
): Promise<string> {
  const { workingDirectory } = environment;
  switch (sink.format) {
    case "json":
      return (await import("../report/formats/json.ts")).renderJson(report);
    case "ndjson":
      return renderLastLine(report);
    case "markdown":
      if (report.command !== "lint")
        return (await import("../report/formats/markdown.ts")).renderMarkdown(report, settings);
      return (await import("../report/formats/markdown-findings.ts")).renderFindingsMarkdown(
        report,
        workingDirectory,
      );
    case "github":
      return (await import("../report/formats/github.ts")).renderGithub(report, workingDirectory);
    case "gitlab":
      return (await import("../report/formats/gitlab.ts")).renderGitlab(report, workingDirectory);
    case "junit":
      return (await import("../report/formats/junit.ts")).renderJunit(report, workingDirectory);
    case "rdjson":
      return (await import("../report/formats/rdjson.ts")).renderRdjson(report, workingDirectory);
    case "sarif":
      return (await import("../report/formats/sarif.ts")).renderSarif(report, workingDirectory);
    case "pretty":
      return prettyText(sink, report, settings, environment, view);
  }
}

async function prettyText(
  sink: Sink,
  report: Report,
  settings: OutputSettings,
  { stdout, variables, workingDirectory }: Surroundings,
  view: Counted | undefined,
): Promise<string> {
  const columns = sink.isStdout ? (stdout.columns ?? 80) : 80;
  const options = { ...settings, columns, workingDirectory };
  const page =
    view === undefined
      ? (await import("../report/formats/pretty.ts")).renderPretty(report, options)
      : view.render(report, { ...options, ...view });
  const stream = sink.isStdout ? stdout : { ...stdout, isTTY: false };
  return paint(page, wantsColor(stream, settings.color, sink.isStdout ? variables : {}));
}

function stdoutSink(format: Format, { stdout }: Surroundings): Sink {
  return { format, isStdout: true, write: (text) => stdout.write(text), close: () => {} };
}

/** The file is opened at the first byte, so that a run that ends in a fault leaves an older report alone. */
function fileSink(format: Format, path: string, { workingDirectory }: Surroundings): Sink {
  const file = resolve(workingDirectory, path);
  assertWritable(file, path);
  let descriptor: number | undefined;
  const attempt = (step: () => void) => {
    try {
      step();
    } catch (error) {
      throw lostOutput(path, error);
    }
  };
  return {
    format,
    isStdout: false,
    write: (text) =>
      attempt(() => {
        descriptor ??= openSync(file, "w");
        writeSync(descriptor, text);
      }),
    close: () => attempt(() => descriptor !== undefined && closeSync(descriptor)),
  };
}

function assertWritable(file: string, path: string): void {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) throw new InputError(`--output: ${path} is a directory`);
    accessSync(stats === undefined ? dirname(file) : file, constants.W_OK);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`--output: ${path} can't be written: ${systemReason(error)}`);
  }
}
