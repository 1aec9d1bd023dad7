import { groupedDigits } from "../../model/grouped-digits.ts";
import type { LogAccount, LoggedFailure, LoggedPlaceReport, Report } from "../../model/report.ts";
import { columns, hanging, padded } from "../layout.ts";
import { requestsSentence, share } from "../log-requests.ts";
import { OTHERS, phraseOf } from "../log-words.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { plural, span as spanOfTime } from "../wording.ts";
import type { Page } from "./page.ts";

/** More rows than this push the causes off the screen. */
const MOST_PLACES = 8;
const MOST_FAILURES = 4;
const INDENT = 4;

/** What the logs tell: where from, and for each place what failed there, how often, and when. */
export function logLines(report: Report, page: Page): Line[] {
  const { logs } = report;
  if (logs === undefined) return [];
  const failing = logs.places.filter(({ failures }) => failures.length > 0);
  const shown = page.isVerbose ? failing : failing.slice(0, MOST_PLACES);
  const widths = widthsOf(shown, isOneDay(logs), page);
  return [
    ...fileLines(logs, page),
    ...requestLines(logs, page),
    EMPTY_LINE,
    ...shown.flatMap((place) => placeLines(place, widths, page)),
    ...rest(failing.slice(shown.length)),
    ...quiet(logs),
  ];
}

function fileLines({ files }: LogAccount, page: Page): Line[] {
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  const [from, to] = windowOf(files);
  const partial = files.some(({ complete }) => !complete) ? ", not all of it" : "";
  const zones = [
    ...new Set(files.filter(({ hasLocalStamps }) => hasLocalStamps).map(({ timeZone }) => timeZone)),
  ];
  const zone = zones.length === 0 ? "" : `; stamps without a zone read as ${zones.join(", ")}`;
  const window =
    from === undefined || to === undefined
      ? "no stamp within the window"
      : `${moment(from)} to ${moment(to)} UTC`;
  const text = `${window}, ${plural(lines, "line")}${files.length === 1 ? "" : ` of ${files.length} files`}${partial}${zone}`;
  return hanging([span("Window", "strong")], 9, text, page.width, "quiet");
}

function requestLines(logs: LogAccount, page: Page): Line[] {
  const text = requestsSentence(logs);
  return text === undefined ? [] : hanging([span("Requests", "strong")], 9, text, page.width, "quiet");
}

function windowOf(files: LogAccount["files"]): readonly [string | undefined, string | undefined] {
  const froms = files.flatMap(({ from }) => (from === null ? [] : [from])).sort();
  const tos = files.flatMap(({ to }) => (to === null ? [] : [to])).sort();
  return [froms[0], tos.at(-1)];
}

function placeLines(place: LoggedPlaceReport, widths: Widths, page: Page): Line[] {
  const failures = kept(place.failures, page);
  const left = place.failures.length - failures.length;
  return [
    [span(nameOf(place), "strong"), span(shareOf(place))],
    ...failures.map((failure) => failureLine(failure, widths)),
    ...(left > 0
      ? [[span(`${" ".repeat(INDENT)}and ${plural(left, "more kind")} (-v shows all)`, "quiet")]]
      : []),
  ];
}

function nameOf({ gateway, upstream, endpoint, others }: LoggedPlaceReport): string {
  if (upstream === undefined) return others ? OTHERS : `${gateway} itself`;
  return endpoint === undefined || endpoint === upstream ? upstream : `${upstream} · ${endpoint}`;
}

/** "   41 of 1,204 requests got 5xx, 3.4 %"; whose they were the rows below say. */
function shareOf({ requests, failedRequests }: LoggedPlaceReport): string {
  if (requests === null || failedRequests === null || requests === 0) return "";
  if (failedRequests === 0) return `   none of ${plural(requests, "request")} got 5xx`;
  const failed = groupedDigits(failedRequests);
  return `   ${failed} of ${plural(requests, "request")} got 5xx, ${share(failedRequests, requests)}`;
}

function kept(failures: readonly LoggedFailure[], page: Page): readonly LoggedFailure[] {
  return page.isVerbose ? failures : failures.slice(0, MOST_FAILURES);
}

function phrase({ event, detail }: LoggedFailure): string {
  return phraseOf(event, detail);
}

function failureLine(failure: LoggedFailure, { phrase: width, count, when, isWithinDay }: Widths): Line {
  const text = phrase(failure);
  const cut = columns(text) > width ? `${text.slice(0, width - 1)}…` : text;
  return [
    span(" ".repeat(INDENT)),
    span(padded(cut, width)),
    span(`  ${countOf(failure).padStart(count)}`),
    span(`  ${padded(whenOf(failure, isWithinDay), when)}`, "quiet"),
    span(rhythmOf(failure), "quiet"),
  ];
}

/** Columns of the table; what is left is the phrase's. */
interface Widths {
  readonly phrase: number;
  readonly count: number;
  readonly when: number;
  readonly isWithinDay: boolean;
}

function widthsOf(places: readonly LoggedPlaceReport[], isWithinDay: boolean, page: Page): Widths {
  const failures = places.flatMap((place) => kept(place.failures, page));
  const widest = (text: (failure: LoggedFailure) => string) =>
    failures.reduce((most, failure) => Math.max(most, columns(text(failure))), 0);
  const count = widest(countOf);
  const when = widest((failure) => whenOf(failure, isWithinDay));
  const room = page.edge - INDENT - 4 - count - when - widest(rhythmOf);
  return { phrase: Math.max(12, Math.min(widest(phrase), room)), count, when, isWithinDay };
}

function countOf({ count }: LoggedFailure): string {
  return `${groupedDigits(count)} ×`;
}

function whenOf({ firstAt, lastAt, count }: LoggedFailure, isWithinDay: boolean): string {
  const short = (at: string) => (isWithinDay ? at.slice(11, 19) : at.slice(5, 16).replace("T", " "));
  return count === 1 || short(firstAt) === short(lastAt)
    ? short(lastAt)
    : `${short(firstAt)} – ${short(lastAt)}`;
}

function isOneDay({ files }: LogAccount): boolean {
  const [from, to] = windowOf(files);
  return from?.slice(0, 10) === to?.slice(0, 10);
}

function rhythmOf({ bursts, periodMs, count }: LoggedFailure): string {
  if (periodMs !== null) return `  every ${spanOfTime(rounded(periodMs))}`;
  return bursts > 1 && bursts < count ? `  ${groupedDigits(bursts)} bursts` : "";
}

/** Bursts are known to some seconds, and people think in minutes. */
function rounded(ms: number): number {
  const step = ms > 3_600_000 ? 600_000 : ms > 120_000 ? 60_000 : 10_000;
  return Math.round(ms / step) * step;
}

function rest(places: readonly LoggedPlaceReport[]): Line[] {
  if (places.length === 0) return [];
  const count = places.reduce(
    (sum, { failures }) => sum + failures.reduce((own, failure) => own + failure.count, 0),
    0,
  );
  return [
    [span(`and ${plural(places.length, "more place")}: ${plural(count, "failure")} (-v shows all)`, "quiet")],
  ];
}

/** Places of which good answers are known, and nothing else. */
function quiet({ places }: LogAccount): Line[] {
  const good = places.filter(
    ({ failures, requests }) => failures.length === 0 && requests !== null && requests > 0,
  );
  const requests = good.reduce((sum, place) => sum + (place.requests ?? 0), 0);
  if (good.length === 0) return [];
  const names = good.length <= 3 ? good.map(nameOf).join(", ") : plural(good.length, "place");
  return [[span(`without a failure: ${names} (${plural(requests, "request")})`, "quiet")]];
}

function moment(at: string): string {
  return at.slice(0, 19).replace("T", " ");
}
