import type { Cause } from "../../model/report.ts";
import type { Location } from "../../model/source.ts";
import { reasonsOf } from "../ci-rows.ts";
import { hanging, wrap } from "../layout.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { SEVERITY_STYLES } from "../wording.ts";
import type { Page } from "./page.ts";
import type { Tally } from "./shown-findings.ts";
import { type LineAt, sourceLines } from "./source-line.ts";

/** What the findings of `lint` are shown with. */
export interface LintView {
  readonly lineAt: LineAt;
  /** Findings that a baseline knows, and that are not shown. */
  readonly leftOut: number;
  readonly redacts: boolean;
  /** How many there are of each kind, shown or not. */
  readonly tally: Tally;
}

/** A finding of `lint`: where, what, the line itself with a caret under it, and the way out. */
export function findingLines(cause: Cause, view: LintView, page: Page): Line[] {
  const [place] = cause.locations;
  const where = place === undefined ? "" : `${page.shorten(place.file)}:${place.line}:${place.column}  `;
  const head: Line = [
    span(where),
    span(cause.severity, SEVERITY_STYLES[cause.severity]),
    span(`  ${cause.id}`, "id"),
  ];
  const title = wrap(page.shorten(cause.title), page.width - 2).map(
    (row): Line => [span(`  ${row}`, "strong")],
  );
  return [
    head,
    ...title,
    ...sourceLines(place, view.lineAt, { width: page.width, redacts: view.redacts }),
    ...whyLines(cause, page),
    ...fixLines(cause, page),
    EMPTY_LINE,
  ];
}

function whyLines(cause: Cause, page: Page): Line[] {
  const text = reasonsOf(cause)
    .slice(0, page.isVerbose ? 10 : 2)
    .join("; ");
  return text === "" ? [] : hanging([span("  Why")], 7, page.shorten(text), page.width);
}

function fixLines({ fix, locations }: Cause, page: Page): Line[] {
  const steps = fix.steps.slice(0, page.isVerbose ? fix.steps.length : 2).filter((step) => step !== "");
  const [place] = locations;
  // the head of the finding says so already
  const here = place === undefined ? "" : `in ${place.file}, next to line ${place.line}: `;
  const text = steps.reduce((done, step) => {
    if (here !== "" && step.startsWith(here)) return `${done}: ${step.slice(here.length)}`;
    const said = withoutFile(step, place);
    return `${done}${/[.!?;]$/.test(done) ? "" : "."} ${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  }, fix.summary);
  const lines = hanging([span("  Fix")], 7, page.shorten(text), page.width);
  return fix.edits === undefined ? lines : [...lines, [span("       uhc lint --fix writes it", "quiet")]];
}

/** The file stands above the finding already. */
function withoutFile(step: string, place: Location | undefined): string {
  return place === undefined ? step : step.replace(`in ${place.file}, next to line `, "next to line ");
}
