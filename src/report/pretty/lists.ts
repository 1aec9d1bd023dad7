import { groupedDigits } from "../../model/grouped-digits.ts";
import type { Cause, Report } from "../../model/report.ts";
import { flow, hanging, padded, spread, wrap } from "../layout.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { aroundOnset } from "../timeline.ts";
import { groupByReason, plural, SEVERITY_STYLES, STATUS_STYLES } from "../wording.ts";
import type { Page } from "./page.ts";

/** Width of the headings at the foot of the page. */
const HEAD = 16;
const MOST_ITEMS = 6;
const MOST_LATENT = 5;
const SEVERITY = 9;

/**
 * What will bite later: one line each. Notes that hold for most working configs are counted alone: who has an incident
 * is not helped by them.
 */
export function latentLines(causes: readonly Cause[], page: Page): Line[] {
  const warnings = page.isVerbose ? causes : causes.filter((cause) => cause.severity !== "info");
  const shown = page.isVerbose ? warnings : warnings.slice(0, MOST_LATENT);
  const rest = causes.length - shown.length;
  if (causes.length === 0) return [];
  const more = `${plural(rest, shown.length === 0 ? "note" : "more note")} on the config (-v shows all)`;
  if (shown.length === 0) return [[span(padded("Also", HEAD), "strong"), span(more, "quiet")], EMPTY_LINE];
  return [
    [span("Also", "strong")],
    ...shown.flatMap((cause) => latentLine(cause, page)),
    ...(rest > 0 ? [[span(`   and ${more}`, "quiet")]] : []),
    EMPTY_LINE,
  ];
}

function latentLine(cause: Cause, page: Page): Line[] {
  const place = cause.locations[0];
  const where = place === undefined ? "" : ` · ${page.shorten(place.file)}:${place.line}`;
  const indent = 3 + SEVERITY;
  const head: Line = [span("   "), span(padded(cause.severity, SEVERITY), SEVERITY_STYLES[cause.severity])];
  const rows = wrap(page.shorten(cause.title) + where, page.edge - indent - cause.id.length - 2);
  return rows.map((row, index) =>
    index === 0
      ? spread([...head, span(row)], [span(cause.id, "id")], page.edge)
      : [span(" ".repeat(indent)), span(row)],
  );
}

/** "Not the cause" and "Not checked": names with the reason behind them. */
export function footLines(report: Report, page: Page): Line[] {
  const ruledOut = groupByReason(
    report.ruledOut,
    (item) => item.id,
    (item) => item.because,
  );
  const notChecked = groupByReason(
    report.notChecked,
    (item) => item.what,
    (item) => item.because,
  );
  return [
    ...list("Not the cause", ruledOut, page),
    ...list("Not checked", notChecked, page),
    ...experimentLines(report, page),
  ];
}

function list(head: string, groups: readonly (readonly [readonly string[], string])[], page: Page): Line[] {
  if (groups.length === 0) return [];
  const shown = page.isVerbose ? groups : groups.slice(0, MOST_ITEMS);
  const rest = groups.slice(shown.length).reduce((sum, [names]) => sum + names.length, 0);
  const texts = shown.map(([names, because]) => `${some(names, page)} (${page.shorten(because)})`);
  if (rest > 0) texts.push(`${groupedDigits(rest)} more (-v shows all)`);
  return hanging([span(head, "strong")], HEAD, texts.join(" · "), page.width);
}

function some(names: readonly string[], page: Page): string {
  if (page.isVerbose || names.length <= 4) return names.map(page.shorten).join(", ");
  return `${names.slice(0, 3).map(page.shorten).join(", ")} and ${names.length - 3} more`;
}

function experimentLines(report: Report, page: Page): Line[] {
  const { experiments } = report;
  if (experiments.length === 0) return [];
  const head = [span("Experiments", "strong")];
  const count = `${plural(experiments.length, "request")} beyond the first`;
  if (!page.isVerbose) return hanging(head, HEAD, `${count} (-v lists them)`, page.width);
  const rows = experiments.map(({ subject, varied, outcome }) => {
    const where = subject.endpoint ?? subject.upstream ?? subject.gateway;
    return `${where}: ${varied}: ${outcome}`;
  });
  return [
    ...hanging(head, HEAD, count, page.width),
    ...rows.flatMap((row) => hanging([], HEAD, row, page.width)),
  ];
}

/** Where the failures begin, and what was changed just before; with `-v` all that is dated. */
export function timelineLines(report: Report, page: Page): Line[] {
  const shown = page.isVerbose ? report.timeline : aroundOnset(report.timeline);
  if (shown.length === 0) return [];
  return [
    ...shown.flatMap(({ at, what, source }, index) => {
      const head = [span(padded(index === 0 ? "Timeline" : "", HEAD), "strong")];
      const text = `${at.replace("T", " ").replace(/\.\d+Z$/, "Z")}  ${page.shorten(what)} (${page.shorten(source)})`;
      return hanging(head, HEAD, text, page.width);
    }),
  ];
}

/** Every check with its status, for `-v`. */
export function checkLines(report: Report, page: Page): Line[] {
  if (report.checks.length === 0) return [];
  const ids = report.checks.reduce((most, check) => Math.max(most, check.id.length), 0);
  return [
    EMPTY_LINE,
    [span("Checks", "strong")],
    ...report.checks.flatMap((check) => {
      const { subject, because, summary, status } = check;
      const where = flow(
        [subject.upstream ?? subject.gateway, subject.endpoint ?? ""].filter(Boolean),
        " ",
        200,
      ).join(" ");
      const reason = because === undefined || because === summary ? "" : ` (${because})`;
      const text = `${where}: ${page.shorten(summary + reason)}`;
      const head = [
        span("   "),
        span(padded(status, 6), STATUS_STYLES[status]),
        span(padded(check.id, ids + 2), "id"),
      ];
      return hanging(head, 3 + 6 + ids + 2, text, page.width);
    }),
  ];
}
