import type { Report, Severity } from "../../model/report.ts";
import type { Location } from "../../model/source.ts";
import { CAUSE_MEANINGS } from "../cause-meanings.ts";
import { type CiRow, ciRows, relativePath } from "../ci-rows.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const satisfies Record<
  Severity,
  string
>;
/** GitHub refuses a run with more results, and shows no more locations of one (docs.github.com, "SARIF support"). */
const MOST_RESULTS = 25_000;
const MOST_LOCATIONS = 100;
const MOST_NOTES = 1_000;

/** SARIF 2.1.0 (OASIS). Fingerprints rest on cause, file and upstream, so that an alert outlives a moved line. */
export function renderSarif(report: Report, workingDirectory: string | undefined): string {
  const rows = ciRows(report, workingDirectory).slice(0, MOST_RESULTS);
  const ids = [...new Set(rows.map((row) => row.cause.id))].sort();
  const rules = ids.map((id) => ({
    id,
    shortDescription: { text: CAUSE_MEANINGS[id] },
    defaultConfiguration: { level: LEVELS[severest(rows, id)] },
    help: { text: `uhc explain ${id}` },
    properties: { tags: ["availability"] },
  }));
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "uhc", version: report.tool.version, rules } },
        invocations: [{ executionSuccessful: report.complete, toolExecutionNotifications: notes(report) }],
        results: rows.map((row) =>
          result(row, ids.indexOf(row.cause.id), mainFile(report), workingDirectory),
        ),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function severest(rows: readonly CiRow[], id: string): Severity {
  const severities = rows.filter((row) => row.id === id).map(({ severity }) => severity);
  return (["error", "warning"] as const).find((severity) => severities.includes(severity)) ?? "info";
}

/** What was not looked at, and comments that take nothing off any more. */
function notes(report: Report): readonly object[] {
  return report.notChecked
    .slice(0, MOST_NOTES)
    .map(({ what, because }) => ({ level: "note", message: { text: `${what}: ${because}` } }));
}

/** GitHub refuses a result without a place: a finding that no line is to blame for is one of the main file. */
function mainFile({ inputs }: Report): readonly Location[] {
  const main = inputs.find(({ gateway }) => gateway !== "none");
  return main === undefined ? [] : [{ file: main.path, line: 1, column: 1 }];
}

function result(
  row: CiRow,
  ruleIndex: number,
  otherwise: readonly Location[],
  workingDirectory: string | undefined,
): object {
  const { locations } = row.cause;
  const places = locations.length === 0 ? otherwise : locations.slice(0, MOST_LOCATIONS);
  const [first, ...others] = places.map((place) => location(place, workingDirectory));
  return {
    ruleId: row.id,
    ruleIndex,
    level: LEVELS[row.severity],
    message: { text: `${row.title}. ${row.text}` },
    locations: first === undefined ? [] : [first],
    ...(others.length === 0 ? {} : { relatedLocations: others }),
    partialFingerprints: { "uhc/v1": row.fingerprint },
  };
}

function location({ file, line, column }: Location, workingDirectory: string | undefined): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(relativePath(file, workingDirectory)) },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** A URI reference (RFC 3986): absolute paths with their scheme, everything but unreserved characters encoded. */
function uriOf(path: string): string {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}
