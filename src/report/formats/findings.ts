import { groupedDigits } from "../../model/grouped-digits.ts";
import type { Cause, Report } from "../../model/report.ts";
import { hanging, wrap } from "../layout.ts";
import { findingLines, type LintView } from "../pretty/findings.ts";
import { openPage, type Page, type PageOptions } from "../pretty/page.ts";
import { kindOf, SEVERITIES, shownFindings } from "../pretty/shown-findings.ts";
import { EMPTY_LINE, type Line, span } from "../style.ts";
import { plural, SEVERITY_STYLES } from "../wording.ts";

/**
 * What `uhc lint` tells people: the findings in the order of severity, each with its line, and a last line that counts. Of
 * very many of one kind the first are shown, and the others counted.
 */
export function renderFindings(report: Report, options: PageOptions & LintView): readonly Line[] {
  const page = openPage(options);
  const shown = shownFindings(report.causes, options.detail);
  const last = new Map(shown.map((cause) => [kindOf(cause), cause]));
  return [
    ...shown.flatMap((cause) => [
      ...findingLines(cause, options, page),
      ...(last.get(kindOf(cause)) === cause ? moreLines(cause, shown, options, page) : []),
    ]),
    ...report.notChecked.flatMap(({ what, because }) =>
      hanging([span("note", "quiet")], 6, page.shorten(`${what}: ${because}`), page.width),
    ),
    ...(report.notChecked.length > 0 ? [EMPTY_LINE] : []),
    countLine(report, options),
  ];
}

/** "and 3,562 more like it", behind the last one of its kind that is shown. */
function moreLines(cause: Cause, shown: readonly Cause[], { tally }: LintView, page: Page): readonly Line[] {
  const kind = kindOf(cause);
  const more = (tally.get(kind) ?? 0) - shown.filter((one) => kindOf(one) === kind).length;
  if (more <= 0) return [];
  const text = `and ${groupedDigits(more)} more like it (${kind}): -v shows each of them, --json lists them`;
  return [...wrap(text, page.width).map((row) => [span(row)]), EMPTY_LINE];
}

function countLine({ inputs }: Report, { leftOut, tally }: LintView): Line {
  const files = plural(
    inputs.reduce((sum, input) => sum + (input.files ?? 1), 0),
    "file",
  );
  const known = leftOut === 0 ? "" : `, ${leftOut} known before`;
  if (tally.size === 0) return [span(`Nothing${known === "" ? "" : " new"} found in ${files}${known}.`)];
  const counts = SEVERITIES.flatMap((severity, index) => {
    const count = tally.get(severity) ?? 0;
    const word = severity === "info" ? `${count} for information` : plural(count, severity);
    return count === 0 ? [] : [span(index === 0 ? word : `  ${word}`, SEVERITY_STYLES[severity])];
  });
  return [...counts, span(`  in ${files}${known}`)];
}
