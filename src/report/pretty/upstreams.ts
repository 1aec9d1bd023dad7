import { groupedDigits } from "../../model/grouped-digits.ts";
import type { Report, UpstreamReport } from "../../model/report.ts";
import { columns, flow, hanging, padded, wrap } from "../layout.ts";
import { type Line, span } from "../style.ts";
import { answering, plural, STATE_STYLES, stateWord } from "../wording.ts";
import type { Page } from "./page.ts";

/** More rows than this push the causes off the screen; then only what needs attention has a row. */
const MOST_ROWS = 12;
const STATE_COLUMN = 10;
const LONGEST_NAME = 40;
/** Names leave this much to the routes behind them. */
const ROUTES_COLUMN = 16;

/** One row per upstream: its state, how many of its endpoints answer, and the routes that lead to it. */
export function upstreamLines(report: Report, page: Page): Line[] {
  const shown = page.isVerbose ? report.upstreams : attention(report.upstreams);
  const hidden = report.upstreams.length - shown.length;
  const several = new Set(report.upstreams.map((upstream) => upstream.gateway)).size > 1;
  const name = (upstream: UpstreamReport) =>
    several ? `${upstream.gateway} ${upstream.name}` : upstream.name;
  const countColumn = widest(shown.map(answering), 36) + 3;
  const room = page.width - STATE_COLUMN - 2 - countColumn - ROUTES_COLUMN;
  const nameColumn = widest(shown.map(name), Math.min(LONGEST_NAME, Math.max(ROUTES_COLUMN, room))) + 2;
  const lines = shown.flatMap((upstream) => row(upstream, name(upstream), nameColumn, countColumn, page));
  return hidden === 0 ? lines : [...lines, [span(remainder(report, shown), "quiet")]];
}

function row(
  upstream: UpstreamReport,
  name: string,
  nameColumn: number,
  countColumn: number,
  page: Page,
): Line[] {
  const start = STATE_COLUMN + nameColumn + countColumn;
  const routes = upstream.routes ?? [];
  const room = Math.max(ROUTES_COLUMN, page.width - start);
  const rows = flow(routes, "  ", room).flatMap((text) => wrap(text, room));
  const more =
    page.isVerbose || rows.length <= 2
      ? rows
      : [...rows.slice(0, 1), `${plural(routes.length, "route")} in all`];
  const state = span(padded(stateWord(upstream.state), STATE_COLUMN), STATE_STYLES[upstream.state]);
  const rest: Line = [span(padded(answering(upstream), countColumn)), span(more[0] ?? "", "quiet")];
  // a name that is longer than its column has lines of its own
  const first: readonly Line[] =
    columns(name) <= nameColumn - 2
      ? [[state, span(padded(name, nameColumn), "strong"), ...rest]]
      : [
          ...hanging([state], STATE_COLUMN, name, page.width, "strong"),
          [span(" ".repeat(STATE_COLUMN + nameColumn)), ...rest],
        ];
  return [...first, ...more.slice(1).map((text): Line => [span(" ".repeat(start)), span(text, "quiet")])];
}

/** Everything where it fits; else what is not healthy, and of that the first ones. */
function attention(upstreams: readonly UpstreamReport[]): readonly UpstreamReport[] {
  if (upstreams.length <= MOST_ROWS) return upstreams;
  return upstreams.filter((upstream) => upstream.state !== "healthy").slice(0, MOST_ROWS);
}

function remainder(report: Report, shown: readonly UpstreamReport[]): string {
  const rest = report.upstreams.filter((upstream) => !shown.includes(upstream));
  const counts = (["down", "degraded", "unknown", "healthy"] as const)
    .map((state) => ({ state, count: rest.filter((upstream) => upstream.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${groupedDigits(count)} ${state}`);
  return `and ${plural(rest.length, shown.length === 0 ? "upstream" : "more upstream")}: ${counts.join(", ")}`;
}

function widest(texts: readonly string[], limit: number): number {
  return texts.reduce((most, text) => Math.min(limit, Math.max(most, columns(text))), 0);
}
