import type { Cause, Report, Severity } from "../../model/report.ts";
import { codeSpan, escapeMarkdown } from "../../text/markdown.ts";
import { type CiRow, ciRows } from "../ci-rows.ts";
import { plural } from "../wording.ts";

/** GitHub takes a job summary of 1 MiB, and nobody reads more rows. */
const MOST_ROWS = 200;
const MOST_NOTES = 50;

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** What `uhc lint` found, for a ticket or the summary of a CI job: a table, errors first. */
export function renderFindingsMarkdown(report: Report, workingDirectory: string | undefined): string {
  const rows = ciRows(report, workingDirectory);
  const notes = report.notChecked.slice(0, MOST_NOTES);
  const left = rows.length - MOST_ROWS;
  const blocks = [
    `## uhc lint: ${counted(report.causes)}`,
    ...(rows.length === 0 ? [] : [table(rows.slice(0, MOST_ROWS))]),
    ...(left > 0 ? [`and ${plural(left, "more finding")}`] : []),
    notes.map(({ what, because }) => `- ${codeSpan(what)}: ${escapeMarkdown(because)}`).join("\n"),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function counted(causes: readonly Cause[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = causes.filter((cause) => cause.severity === severity).length;
    if (count === 0) return [];
    return [severity === "info" ? `${count} for information` : plural(count, severity)];
  });
  return counts.length === 0 ? "nothing found" : counts.join(", ");
}

function table(rows: readonly CiRow[]): string {
  const head = "| severity | where | what | fix |\n| --- | --- | --- | --- |";
  return [head, ...rows.map(row)].join("\n");
}

function row({ cause, severity, file, line, title, id }: CiRow): string {
  const where = file === undefined ? "" : codeSpan(`${file}:${line}`, true);
  const what = `${escapeMarkdown(title)} (${codeSpan(id, true)})`;
  return `| ${severity} | ${where} | ${what} | ${escapeMarkdown(cause.fix.summary)} |`;
}
