import type { Report } from "../../model/report.ts";
import { type CiRow, ciRows } from "../ci-rows.ts";

/** JUnit's XML as Jenkins and GitLab read it: a suite for each file, a case for each finding or for "nothing found". */
export function renderJunit(report: Report, workingDirectory: string | undefined): string {
  const suites = new Map<string, CiRow[]>();
  for (const { path } of report.inputs) suites.set(path, []);
  for (const row of ciRows(report, workingDirectory)) {
    const name = row.cause.locations[0]?.file ?? report.inputs[0]?.path ?? "uhc";
    suites.set(name, [...(suites.get(name) ?? []), row]);
  }
  const body = [...suites].map(([name, rows], index) => suite(name, rows, index === 0 ? notes(report) : ""));
  const all = [...suites.values()].flat();
  const head = `<testsuites name="uhc" tests="${Math.max(all.length, suites.size)}" failures="${all.filter(fails).length}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${body.join("")}</testsuites>\n`;
}

/** What is only for information fails no build. */
function fails({ severity }: CiRow): boolean {
  return severity !== "info";
}

const MOST_NOTES = 100;

/** What was not looked at stands in the first suite's own output: no case of its own passes or fails for it. */
function notes({ notChecked }: Report): string {
  if (notChecked.length === 0) return "";
  const lines = notChecked
    .slice(0, MOST_NOTES)
    .map(({ what, because }) => `not checked: ${what}: ${because}`);
  return `    <system-out>${escaped(lines.join("\n"))}</system-out>\n`;
}

function suite(name: string, rows: readonly CiRow[], output: string): string {
  const cases =
    rows.length === 0
      ? [`    <testcase classname=${quoted(name)} name="nothing found"/>\n`]
      : rows.map((row) => testCase(name, row));
  const failures = rows.filter(fails).length;
  const head = `  <testsuite name=${quoted(name)} tests="${cases.length}" failures="${failures}">\n`;
  return `${head}${cases.join("")}${output}  </testsuite>\n`;
}

function testCase(suiteName: string, row: CiRow): string {
  const where = `${row.file ?? suiteName}:${row.line}:${row.column}`;
  const text = escaped(`${where}: ${row.title}. ${row.text}`);
  const head = `    <testcase classname=${quoted(suiteName)} name=${quoted(`${row.id} ${where}`)}`;
  if (!fails(row)) return `${head}><system-out>${text}</system-out></testcase>\n`;
  return `${head}><failure type=${quoted(row.severity)} message=${quoted(row.title)}>${text}</failure></testcase>\n`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** XML 1.0 has no way to write most control characters, so they are shown as "?". */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
