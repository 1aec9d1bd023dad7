import { readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { Cause, Report } from "../model/report.ts";
import { type CiRow, ciRows } from "../report/ci-rows.ts";
import { InputError, lostOutput } from "./faults.ts";
import type { Note } from "./note.ts";

/** Findings that are known and left for later, by fingerprints that outlive moved lines. */
interface Baseline {
  readonly version: 1;
  readonly findings: readonly { readonly fingerprint: string; readonly id: string; readonly file: string }[];
}

/** The causes that the baseline does not list, and its entries that nothing matches any more. */
export function withoutKnown(
  report: Report,
  path: string,
  workingDirectory: string,
): { readonly kept: readonly Cause[]; readonly notes: readonly Note[] } {
  const known = new Map(readBaseline(path).findings.map((one) => [one.fingerprint, one]));
  const causes = new Map(report.causes.map((cause) => [cause.rank, cause]));
  const kept = rowsFor(path, report, workingDirectory)
    .filter(({ fingerprint }) => !known.delete(fingerprint))
    .flatMap(({ cause }) => causes.get(cause.rank) ?? []);
  const notes = [...known.values()].map(({ id, file }) => ({
    what: path,
    because: `it lists ${id}${file === "" ? "" : ` in ${file}`}, which is gone: rewrite it with --write-baseline`,
  }));
  return { kept, notes };
}

/**
 * Files are known by their way from the baseline, so that it holds in every checkout and from every folder of it. Those of
 * another machine, in a dump, keep their names.
 */
function rowsFor(path: string, report: Report, workingDirectory: string): readonly CiRow[] {
  const folder = dirname(path);
  const isHere = (file: string): boolean =>
    [folder, workingDirectory].some((one) => file.startsWith(one === "/" ? one : `${one}/`));
  const near = (file: string): string => (isHere(file) ? relative(folder, file) : file);
  const causes = report.causes.map((cause) => ({
    ...cause,
    locations: cause.locations.map((place) => ({ ...place, file: near(place.file) })),
  }));
  return ciRows({ ...report, causes }, undefined);
}

export function writeBaseline(report: Report, path: string, workingDirectory: string): void {
  const findings = rowsFor(path, report, workingDirectory)
    .map(({ fingerprint, id, file = "" }) => ({ fingerprint, id, file }))
    .sort((a, b) => (`${a.file} ${a.id} ${a.fingerprint}` < `${b.file} ${b.id} ${b.fingerprint}` ? -1 : 1));
  const baseline: Baseline = { version: 1, findings };
  try {
    writeFileSync(path, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    throw lostOutput(path, error);
  }
}

function readBaseline(path: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new InputError(
      `--baseline: ${path} ${isMissing ? "does not exist" : "can't be read as JSON"}`,
      isMissing ? "Make it with --write-baseline FILE." : undefined,
    );
  }
  if (isBaseline(value)) return value;
  throw new InputError(`--baseline: ${path} is not a uhc baseline`);
}

function isBaseline(value: unknown): value is Baseline {
  if (typeof value !== "object" || value === null || !("version" in value) || value.version !== 1)
    return false;
  if (!("findings" in value) || !Array.isArray(value.findings)) return false;
  return value.findings.every(
    (one: unknown) =>
      typeof one === "object" &&
      one !== null &&
      "fingerprint" in one &&
      typeof one.fingerprint === "string" &&
      "id" in one &&
      typeof one.id === "string" &&
      "file" in one &&
      typeof one.file === "string",
  );
}
