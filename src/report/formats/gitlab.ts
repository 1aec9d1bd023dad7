import type { Report, Severity } from "../../model/report.ts";
import { ciRows } from "../ci-rows.ts";

const SEVERITIES = { error: "critical", warning: "major", info: "info" } as const satisfies Record<
  Severity,
  string
>;

/** GitLab's Code Quality report (docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"). */
export function renderGitlab(report: Report, workingDirectory: string | undefined): string {
  const issues = ciRows(report, workingDirectory).map((row) => ({
    description: `${row.title}. ${row.text}`,
    check_name: row.id,
    fingerprint: row.fingerprint,
    severity: SEVERITIES[row.severity],
    // a finding without a line of config still needs a path
    location: { path: row.file ?? report.inputs[0]?.path ?? "uhc", lines: { begin: row.line } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}
