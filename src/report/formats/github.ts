import type { Report, Severity } from "../../model/report.ts";
import { ciRows } from "../ci-rows.ts";
import { shortener } from "../pretty/page.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<
  Severity,
  string
>;

/** Workflow commands of GitHub Actions (docs.github.com, "Workflow commands"): one annotation a line, errors first. */
export function renderGithub(report: Report, workingDirectory: string | undefined): string {
  const near = shortener(workingDirectory);
  const notes = report.notChecked.map(
    ({ what, because }) => `::notice title=uhc note::${data(near(`${what}: ${because}`))}\n`,
  );
  const findings = ciRows(report, workingDirectory).map(
    ({ severity, file, line, column, id, title, text }) => {
      const place = file === undefined ? [] : [`file=${property(file)}`, `line=${line}`, `col=${column}`];
      const properties = [...place, `title=${property(`uhc ${id}`)}`].join(",");
      return `::${COMMANDS[severity]} ${properties}::${data(`${title}\n${text}`)}\n`;
    },
  );
  // GitHub shows the first ten of each kind
  return [...findings, ...notes].join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
