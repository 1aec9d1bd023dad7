import type { Cause, Report } from "../../model/report.ts";
import { hanging } from "../layout.ts";
import { causeLines, shortCauseLines } from "../pretty/cause.ts";
import { headerLines } from "../pretty/header.ts";
import { checkLines, footLines, latentLines, timelineLines } from "../pretty/lists.ts";
import { logLines } from "../pretty/logs.ts";
import { openPage, type Page, type PageOptions } from "../pretty/page.ts";
import { upstreamLines } from "../pretty/upstreams.ts";
import { lookedAt, nextStep } from "../pretty/verdict.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { checkLayers, percent, plural, STATE_STYLES, stateWord } from "../wording.ts";

/** More causes than this in a line each are for -v. */
const MOST_SHORT = 12;

/** The incident screen: what is wrong, why that is believed, how to fix it, and what it is not. */
export function renderPretty(report: Report, options: PageOptions): readonly Line[] {
  const page = openPage(options);
  if (options.detail === "quiet") return quietLines(report, page);
  const now = report.causes.filter((cause) => cause.role !== "latent");
  const latent = report.causes.filter((cause) => cause.role === "latent");
  // the table of the logs says when
  const isTold = report.command === "logs" && !page.isVerbose;
  const foot = [...footLines(report, page), ...(isTold ? [] : timelineLines(report, page))];
  return tidy([
    ...headerLines(report, page),
    EMPTY_LINE,
    ...(report.command === "logs" ? logLines(report, page) : upstreamLines(report, page)),
    EMPTY_LINE,
    ...verdictLines(report, now, page),
    ...causesLines(report, now, options.top, page),
    ...latentLines(latent, page),
    ...foot,
    ...(page.isVerbose ? checkLines(report, page) : []),
  ]);
}

function quietLines(report: Report, page: Page): Line[] {
  const shown = report.causes.filter((cause) => cause.role !== "latent");
  return [verdictLine(report, page), shown.map((cause) => titleLine(cause, page))].flat();
}

function titleLine(cause: Cause, page: Page): Line {
  return [
    span(`${cause.rank}  ${page.shorten(cause.title)}`),
    span(`  ${cause.id}`, "id"),
    span(`  ${percent(cause.confidence)}`),
  ];
}

/** Left out where the causes below say it better. */
function verdictLines(report: Report, now: readonly Cause[], page: Page): Line[] {
  const hint = nextStep(report);
  return [
    ...(now.some((cause) => cause.role === "root") ? [] : [...verdictLine(report, page), EMPTY_LINE]),
    ...(report.complete ? [] : [...unfinished(page), EMPTY_LINE]),
    ...(hint === undefined ? [] : [...hanging([span("Next", "strong")], 20, hint, page.width), EMPTY_LINE]),
  ];
}

function verdictLine(report: Report, page: Page): Line[] {
  const state = span(stateWord(report.verdict), STATE_STYLES[report.verdict]);
  const looked = report.verdict === "healthy" ? lookedAt(report) : undefined;
  return [
    ...hanging([span("Verdict   ", "strong"), state], 20, page.shorten(report.summary), page.width),
    ...(looked === undefined ? [] : hanging([span("Looked at", "strong")], 20, looked, page.width)),
  ];
}

function unfinished(page: Page): Line[] {
  return hanging(
    [span("Unfinished", "warning")],
    20,
    "This run ended before everything was looked at; this is what was found so far.",
    page.width,
  );
}

function causesLines(report: Report, now: readonly Cause[], top: number, page: Page): Line[] {
  const layers = checkLayers(report);
  const others = now.slice(top);
  const shown = page.isVerbose ? others : others.slice(0, MOST_SHORT);
  const left = others.length - shown.length;
  const more: Line = [span(`and ${plural(left, "more cause")} (-v shows all)`, "quiet")];
  const rest = [...shown.flatMap((cause) => shortCauseLines(cause, page)), ...(left > 0 ? [more] : [])];
  return [
    ...now.slice(0, top).flatMap((cause) => causeLines(cause, layers, page)),
    ...rest,
    ...(rest.length > 0 ? [EMPTY_LINE] : []),
  ];
}

/** No empty line twice, none at the end. */
function tidy(lines: readonly Line[]): readonly Line[] {
  const isEmpty = (spans: Line | undefined) => spans === undefined || spans.length === 0;
  const kept = lines.filter((spans, index) => !isEmpty(spans) || !isEmpty(lines[index - 1]));
  return isEmpty(kept.at(-1)) ? kept.slice(0, -1) : kept;
}
