import type { Report, Severity } from "../../model/report.ts";
import { ciRows } from "../ci-rows.ts";

const SEVERITIES = { error: "ERROR", warning: "WARNING", info: "INFO" } as const satisfies Record<
  Severity,
  string
>;

/** Reviewdog's diagnostics (github.com/reviewdog/reviewdog, proto/rdf). */
export function renderRdjson(report: Report, workingDirectory: string | undefined): string {
  const diagnostics = ciRows(report, workingDirectory).map((row) => ({
    message: `${row.title}. ${row.text}`,
    location: {
      path: row.file ?? report.inputs[0]?.path ?? "uhc",
      range: { start: { line: row.line, column: row.column } },
    },
    severity: SEVERITIES[row.severity],
    code: { value: row.id },
  }));
  return `${JSON.stringify({ source: { name: "uhc" }, diagnostics }, null, 2)}\n`;
}
