import type { Report } from "../model/report.ts";
import type { Environment } from "./environment.ts";
import type { Format, OutputSettings } from "./output-settings.ts";

/** Formats that have no place for what is no finding: Code Quality reports, and Reviewdog's diagnostics. */
const WITHOUT_NOTES: ReadonlySet<Format> = new Set(["gitlab", "rdjson"]);
const MOST = 20;

/** Says on stderr what was not checked, where no report that is written can say it. */
export function tellNotes(
  { notChecked }: Report,
  { detail, ...settings }: OutputSettings,
  { stderr }: Pick<Environment, "stderr">,
): void {
  const formats = [settings.stdout ?? [], ...settings.files.map(({ format }) => format)].flat();
  if (detail === "quiet" || !formats.every((format) => WITHOUT_NOTES.has(format))) return;
  for (const { what, because } of notChecked.slice(0, MOST))
    stderr.write(`uhc: not checked: ${what}: ${because}\n`);
  const left = notChecked.length - MOST;
  if (left > 0) stderr.write(`uhc: not checked: ${left} more, which --format json lists\n`);
}
