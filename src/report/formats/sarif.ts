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

/** SARIF 2.1.0 (OASIS). Fingerprints rest on cause, file and upstream, so that an alert outlives a moved line. */
export function renderSarif(report: Report, workingDirectory: string | undefined): string {
  const rows = ciRows(report, workingDirectory).slice(0, MOST_RESULTS);
  const ids = [...new Set(rows.map((row) => row.cause.id))].sort();
  const rules = ids.map((id) => ({
    id,
    shortDescription: { text: CAUSE_MEANINGS[id] },
    help: { text: `uhc explain ${id}` },
    properties: { tags: ["availability"] },
  }));
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "uhc", version: report.tool.version, rules } },
        invocations: [{ executionSuccessful: report.complete }],
        results: rows.map((row) => result(row, ids.indexOf(row.cause.id), workingDirectory)),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function result(row: CiRow, ruleIndex: number, workingDirectory: string | undefined): object {
  const places = row.cause.locations.slice(0, MOST_LOCATIONS);
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
