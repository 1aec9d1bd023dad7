import type { Cause } from "../../model/report.ts";
import type { Location } from "../../model/source.ts";
import { reasonsOf } from "../ci-rows.ts";
import { hanging, wrap } from "../layout.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { SEVERITY_STYLES } from "../wording.ts";
import type { Page } from "./page.ts";

/** Gives a line of a config as it stands in its file, without controls; undefined where it can't be had. */
export type LineAt = (location: Location) => string | undefined;

/** A longer line is cut, the marked place in sight. */
const MOST_COLUMNS = 100;

/** A finding of `lint`: where, what, the line itself with a caret under it, and the way out. */
export function findingLines(cause: Cause, lineAt: LineAt, page: Page): Line[] {
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
    ...sourceLines(place, lineAt),
    ...whyLines(cause, page),
    ...fixLines(cause, page),
    EMPTY_LINE,
  ];
}

function sourceLines(place: Location | undefined, lineAt: LineAt): Line[] {
  const text = place === undefined ? undefined : lineAt(place);
  if (place === undefined || text === undefined) return [];
  const from = Math.max(0, place.column - MOST_COLUMNS / 2);
  const shown = text.slice(from, from + MOST_COLUMNS).replaceAll("\t", " ");
  const number = String(place.line).padStart(5);
  const gap = " ".repeat(Math.max(0, place.column - 1 - from));
  return [
    [span(`${number} │ `, "quiet"), span(shown)],
    [span(`${" ".repeat(number.length)} │ `, "quiet"), span(`${gap}^`, "warning")],
  ];
}

function whyLines(cause: Cause, page: Page): Line[] {
  const text = reasonsOf(cause)
    .slice(0, page.isVerbose ? 10 : 2)
    .join("; ");
  return text === "" ? [] : hanging([span("  Why")], 7, page.shorten(text), page.width);
}

function fixLines({ fix, locations }: Cause, page: Page): Line[] {
  const steps = fix.steps.slice(0, page.isVerbose ? fix.steps.length : 2);
  const text = [fix.summary, ...steps.map((step) => withoutPlace(step, locations[0]))]
    .filter((step) => step !== "")
    .join(". ")
    .replaceAll("..", ".");
  return hanging([span("  Fix")], 7, page.shorten(text), page.width);
}

/** The place stands above the finding already. */
function withoutPlace(step: string, place: Location | undefined): string {
  if (place === undefined) return step;
  return step
    .replace(`in ${place.file}, beside line ${place.line}: `, "")
    .replace(`in ${place.file}, beside line `, "beside line ");
}
