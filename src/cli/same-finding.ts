import type { Cause, ReportSubject } from "../model/report.ts";
import { relativePath } from "../report/ci-rows.ts";

/** A file that several main files include brings its findings up for each of them: they are told once, with all subjects. */
export function eachOnce(causes: readonly Cause[], workingDirectory: string): readonly Cause[] {
  const known = new Map<string, Cause>();
  for (const cause of causes) {
    const [place] = cause.locations;
    const where =
      place === undefined
        ? JSON.stringify(cause.subjects)
        : `${relativePath(place.file, workingDirectory)}:${place.line}:${place.column}`;
    const key = [cause.id, where, cause.title].join("\n");
    const first = known.get(key);
    known.set(key, first === undefined ? cause : { ...first, subjects: joined(first, cause) });
  }
  return [...known.values()];
}

function joined(one: Cause, other: Cause): readonly ReportSubject[] {
  const all = [...one.subjects, ...other.subjects].map(
    (subject) => [JSON.stringify(subject), subject] as const,
  );
  return [...new Map(all).values()];
}
