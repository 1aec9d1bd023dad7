import type { Report, Severity } from "../../model/report.ts";
import { hanging } from "../layout.ts";
import { findingLines, type LintView } from "../pretty/findings.ts";
import { openPage, type PageOptions } from "../pretty/page.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { plural, SEVERITY_STYLES } from "../wording.ts";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** What `uhc lint` tells people: the findings in the order of severity, each with its line, and a last line that counts. */
export function renderFindings(report: Report, options: PageOptions & LintView): readonly Line[] {
  const page = openPage(options);
  const { causes } = report;
  const ordered = SEVERITIES.flatMap((severity) => causes.filter((cause) => cause.severity === severity));
  const isQuiet = options.detail === "quiet";
  const shown = isQuiet ? ordered.filter(({ severity }) => severity !== "info") : ordered;
  return [
    ...shown.flatMap((cause) => findingLines(cause, options, page)),
    ...report.notChecked.flatMap(({ what, because }) =>
      hanging([span("note", "quiet")], 6, page.shorten(`${what}: ${because}`), page.width),
    ),
    ...(report.notChecked.length > 0 ? [EMPTY_LINE] : []),
    countLine(report, options.leftOut),
  ];
}

function countLine({ causes, inputs }: Report, leftOut: number): Line {
  const files = plural(
    inputs.reduce((sum, input) => sum + (input.files ?? 1), 0),
    "file",
  );
  const known = leftOut === 0 ? "" : `, ${leftOut} known before`;
  if (causes.length === 0) return [span(`Nothing${known === "" ? "" : " new"} found in ${files}${known}.`)];
  const counts = SEVERITIES.flatMap((severity, index) => {
    const count = causes.filter((cause) => cause.severity === severity).length;
    const word = severity === "info" ? `${count} for information` : plural(count, severity);
    return count === 0 ? [] : [span(index === 0 ? word : `  ${word}`, SEVERITY_STYLES[severity])];
  });
  return [...counts, span(`  in ${files}${known}`)];
}
