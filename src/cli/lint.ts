import { hostname, platform } from "node:os";
import { resolve } from "node:path";
import { LINT_CHECKS, LINT_OWNERS } from "../../checks/lint.ts";
import { conclude } from "../judge/index.ts";
import type { CauseId } from "../model/cause.ts";
import type { Check } from "../model/check.ts";
import type { Cause, Report } from "../model/report.ts";
import { documentOf } from "../report/document.ts";
import type { LintView } from "../report/pretty/findings.ts";
import { withoutKnown, writeBaseline } from "./baseline.ts";
import { wantedCauses } from "./catalogue.ts";
import { ignoresIn, NO_IGNORES } from "./inline-ignores.ts";
import { lineFinder } from "./line-finder.ts";
import type { LintSettings } from "./lint-settings.ts";
import type { Note } from "./note.ts";
import { type Again, hasTemplateMarks, type Reading, readConfigs } from "./read-configs.ts";
import { distinctIds } from "./reader-for.ts";
import { eachOnce } from "./same-finding.ts";
import { VERSION } from "./version.ts";

export interface Linted {
  readonly report: Report;
  /** How people see it; whether secrets are left out is for those who show it to say. */
  readonly view: Omit<LintView, "redacts" | "tally">;
  readonly reading: Reading;
}

/** How a lint is read: again with other texts, or for a page of findings, which shows nothing but them. */
interface Manner {
  readonly again?: Again;
  readonly isCausesAlone?: boolean;
}

/** The catalogue with nothing looked at: find, read, model, judge. Opens no socket and starts no program. */
export async function lint(
  settings: LintSettings,
  workingDirectory: string,
  manner: Manner = {},
): Promise<Linted> {
  const startedAt = Date.now();
  const started = performance.now();
  const isWanted = await wanted(settings);
  const reading = await readConfigs(settings, workingDirectory, manner.again);
  const ignores = settings.inlineIgnores ? await ignoresIn(reading.texts, catalogue) : NO_IGNORES;
  const gateways = distinctIds(reading.gateways);
  const conclusion = conclude(
    LINT_CHECKS,
    gateways,
    [],
    { healthPath: undefined, expectStatus: [], probeTimeoutMs: 0, now: startedAt },
    (cause, finding) => isWanted(cause) && !ignores.takesOff(finding),
    () => true,
    [...LINT_CHECKS, ...LINT_OWNERS],
  );
  const whole = documentOf({
    version: VERSION,
    command: "lint",
    complete: true,
    startedAt,
    durationMs: performance.now() - started,
    vantage: { hostname: hostname(), platform: platform() },
    gateways,
    conclusion,
    observations: [],
    notChecked: [...reading.notes, ...ignores.notes(isWanted)],
    isCausesAlone: manner.isCausesAlone === true,
  });
  const report = withCauses(whole, editable(eachOnce(whole.causes, workingDirectory), reading), []);
  const { kept, notes } = withBaseline(report, settings, workingDirectory);
  return {
    report: withCauses(report, kept, notes),
    view: { lineAt: lineFinder(reading.texts), leftOut: report.causes.length - kept.length },
    reading,
  };
}

/** Every check: loaded only where a user may have named one, since a lint asks few of them. */
async function catalogue(): Promise<readonly Check[]> {
  return (await import("../../checks/index.ts")).CHECKS;
}

async function wanted({ select, ignore }: LintSettings): Promise<(cause: CauseId) => boolean> {
  return select.length + ignore.length === 0 ? () => true : wantedCauses(select, ignore, await catalogue());
}

/** What looks wrong in a template may be what its engine takes out: nothing in it is fixed. */
function editable(causes: readonly Cause[], { texts }: Reading): readonly Cause[] {
  const templates = new Set([...texts].filter(([, text]) => hasTemplateMarks(text)).map(([file]) => file));
  if (templates.size === 0) return causes;
  return causes.map((cause) => {
    const { edits, ...fix } = cause.fix;
    const kept = edits?.filter(({ steps }) => steps.every(({ at }) => !templates.has(at.file)));
    if (kept === undefined || kept.length === edits?.length) return cause;
    return { ...cause, fix: kept.length === 0 ? fix : { ...fix, edits: kept } };
  });
}

interface Kept {
  readonly kept: readonly Cause[];
  readonly notes: readonly Note[];
}

function withBaseline(report: Report, settings: LintSettings, workingDirectory: string): Kept {
  const { baseline, writeBaseline: toWrite } = settings;
  if (toWrite !== undefined) {
    writeBaseline(report, resolve(workingDirectory, toWrite), workingDirectory);
    const count = report.causes.length;
    const because = `it now lists ${count === 1 ? "one finding" : `${count} findings`}`;
    return { kept: [], notes: [{ what: toWrite, because }] };
  }
  if (baseline === undefined) return { kept: report.causes, notes: [] };
  return withoutKnown(report, resolve(workingDirectory, baseline), workingDirectory);
}

/** The report with some of its causes alone: what is left out no longer makes a verdict. */
function withCauses(report: Report, kept: readonly Cause[], notes: readonly Note[]): Report {
  const ranked = [...kept]
    .sort((a, b) => a.rank - b.rank)
    .map((cause, index) => (cause.rank === index + 1 ? cause : { ...cause, rank: index + 1 }));
  const root = ranked.find(({ role }) => role === "root");
  return {
    ...report,
    causes: ranked,
    verdict: root === undefined ? "unknown" : report.verdict,
    summary: summaryOf(ranked, root),
    notChecked: [...report.notChecked, ...notes],
  };
}

function summaryOf(causes: readonly Cause[], root: Cause | undefined): string {
  if (root !== undefined) return `As soon as this config is used: ${root.title}.`;
  if (causes.length === 0) return "Nothing was found in the config.";
  return `${causes.length === 1 ? "One finding" : `${causes.length} findings`}, and nothing that fails at once.`;
}
