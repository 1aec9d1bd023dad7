import { posix } from "node:path";
import type { Cause, Report, Severity } from "../model/report.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { shortener } from "./pretty/page.ts";

/** A cause as tools for code review take it: one message at one place. */
export interface CiRow {
  readonly cause: Cause;
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** What was found, and what to do, in sentences. */
  readonly text: string;
  /** Relative to the working directory where it lies below it; undefined for a cause without a line of config. */
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
  /** The same for the same cause of the same thing, wherever its line moves. */
  readonly fingerprint: string;
}

/** Errors first, since several services show only the first few. */
export function ciRows(report: Report, workingDirectory: string | undefined): readonly CiRow[] {
  const seen = new Map<string, number>();
  const near = shortener(workingDirectory);
  const order = { error: 0, warning: 1, info: 2 } as const;
  return report.causes
    .map((cause) => {
      const [place] = cause.locations;
      const file = place === undefined ? undefined : relativePath(place.file, workingDirectory);
      const key = [cause.id, file ?? "", ...logicalNames(cause)].join("\n");
      const count = (seen.get(key) ?? 0) + 1;
      // services drop the second of two equal fingerprints without a word
      seen.set(key, count);
      return {
        cause,
        id: cause.id,
        severity: cause.severity,
        title: near(cause.title),
        text: near(sentences(cause)),
        file,
        line: place?.line ?? 1,
        column: place?.column ?? 1,
        fingerprint: fingerprintOf(count === 1 ? key : `${key}\n#${count}`),
      };
    })
    .sort((a, b) => order[a.severity] - order[b.severity]);
}

/** What it is about. Subjects name the endpoints that are hit; through which routes, the evidence knows. */
function logicalNames({ subjects, evidence }: Cause): readonly string[] {
  const names = [...subjects, ...evidence.map(({ subject }) => subject)].map(
    ({ upstream = "", endpoint = "", route = "" }) => [upstream, endpoint, route].join(" "),
  );
  return [...new Set(names)].sort();
}

function sentences(cause: Cause): string {
  const { fix } = cause;
  const found = reasonsOf(cause).slice(0, 3);
  return [...found, `Fix: ${fix.summary}`].map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(" ");
}

/** What was found, in the order of the report, without what the title says already. */
export function reasonsOf({ evidence, title, locations }: Cause): readonly string[] {
  const places = locations.map(({ file, line }) => `${file}:${line}: `);
  const bare = evidence.map(({ summary }) => {
    const place = places.find((one) => summary.startsWith(one)) ?? "";
    return summary.slice(place.length);
  });
  return [...new Set(bare)].filter((text) => text !== "" && !title.includes(text));
}

/**
 * "conf/nginx.conf" for what lies under the working directory, without "./" and without a way up and down again, by which
 * no service would know the file. Other paths stay as they are.
 */
export function relativePath(file: string, workingDirectory: string | undefined): string {
  if (workingDirectory === undefined) return file;
  const path = file.includes("/.") ? posix.normalize(file) : file;
  const prefix = workingDirectory.endsWith("/") ? workingDirectory : `${workingDirectory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : file;
}
