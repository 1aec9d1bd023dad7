import type { Report } from "../../model/report.ts";

/** A line of `ndjson`: one thing that happened. */
export function renderEvent(event: { readonly event: string }): string {
  return `${JSON.stringify(event)}\n`;
}

/** The last line: the whole report, which is told from the other lines by its `event`. */
export function renderLastLine(report: Report): string {
  return `${JSON.stringify({ event: "report", ...report })}\n`;
}
