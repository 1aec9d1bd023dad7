import { groupedDigits } from "../../model/grouped-digits.ts";
import type { LoggedPlaceReport, Report } from "../../model/report.ts";
import { codeSpan } from "../../text/markdown.ts";
import { requestsSentence } from "../log-requests.ts";
import { OTHERS, phraseOf } from "../log-words.ts";
import { plural } from "../wording.ts";

/** More rows than this are for the JSON report. */
const MOST_ROWS = 60;

/** What the logs tell: of how many requests, and a row for each place and kind of failure. */
export function logTable(report: Report): string {
  const requests = report.logs === undefined ? undefined : requestsSentence(report.logs);
  const parts = [requests === undefined ? "" : `Requests: ${requests}.`, failureTable(report)];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Empty where the logs tell of no failure. */
function failureTable(report: Report): string {
  const rows = (report.logs?.places ?? []).flatMap((place) =>
    place.failures.map(({ event, detail, count, firstAt, lastAt, bursts }) =>
      [
        codeSpan(nameOf(place), true),
        codeSpan(phraseOf(event, detail), true),
        groupedDigits(count),
        short(firstAt),
        short(lastAt),
        String(bursts),
      ].join(" | "),
    ),
  );
  if (rows.length === 0) return "";
  const shown = rows.slice(0, MOST_ROWS).map((row) => `| ${row} |`);
  const table = [
    "| upstream | failure | times | first (UTC) | last (UTC) | bursts |",
    "| --- | --- | ---: | --- | --- | ---: |",
    ...shown,
  ].join("\n");
  return rows.length > shown.length
    ? `${table}\n\nand ${plural(rows.length - shown.length, "more row")}`
    : table;
}

function nameOf({ gateway, upstream, endpoint, others }: LoggedPlaceReport): string {
  if (upstream === undefined) return others ? OTHERS : `${gateway} itself`;
  return endpoint === undefined || endpoint === upstream ? upstream : `${upstream} ${endpoint}`;
}

function short(at: string): string {
  return at.slice(0, 19).replace("T", " ");
}
