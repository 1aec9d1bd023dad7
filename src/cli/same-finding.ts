import type { Cause, ReportSubject } from "../model/report.ts";
import { relativePath } from "../report/ci-rows.ts";

/** A file that several main files include brings its findings up for each of them: they are told once, with all subjects. */
export function eachOnce(causes: readonly Cause[], workingDirectory: string): readonly Cause[] {
  const kept: Cause[] = [];
  const places = new Map<string, { readonly first: number; byTitle: Map<string, number> | undefined }>();
  for (const cause of causes) {
    const key = placeOf(cause, workingDirectory);
    const place = places.get(key);
    // nearly all stand alone at their place: a title is made for the others only
    if (place === undefined) places.set(key, { first: kept.push(cause) - 1, byTitle: undefined });
    else {
      place.byTitle ??= new Map([[kept[place.first]?.title ?? "", place.first]]);
      const at = place.byTitle.get(cause.title);
      const first = at === undefined ? undefined : kept[at];
      if (at === undefined || first === undefined) place.byTitle.set(cause.title, kept.push(cause) - 1);
      else kept[at] = { ...first, subjects: joined(first, cause) };
    }
  }
  return kept;
}

function placeOf(cause: Cause, workingDirectory: string): string {
  const [place] = cause.locations;
  if (place === undefined) return `${cause.id}\n${JSON.stringify(cause.subjects)}`;
  return `${cause.id}\n${relativePath(place.file, workingDirectory)}:${place.line}:${place.column}`;
}

function joined(one: Cause, other: Cause): readonly ReportSubject[] {
  const all = [...one.subjects, ...other.subjects].map(
    (subject) => [JSON.stringify(subject), subject] as const,
  );
  return [...new Map(all).values()];
}
