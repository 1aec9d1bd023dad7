import { covers, type Subject, subjectKey } from "../model/subject.ts";

/** Subjects that can be asked about without going through all of them: a cause may hit ten thousand endpoints. */
export interface SubjectSet {
  /** Whether some subject of the set lies within this one, or this one within it. */
  readonly overlaps: (subject: Subject) => boolean;
}

/** Sorted when it is first asked: of thousands of causes most stand alone. */
export function subjectSet(subjects: readonly Subject[]): SubjectSet {
  let sorted: Sorted | undefined;
  const near = (subject: Subject): readonly Subject[] => {
    if (subject.endpoint === undefined) return subjects;
    sorted ??= sort(subjects);
    return [...(sorted.byEndpoint.get(endpointKey(subject)) ?? []), ...sorted.wide];
  };
  return {
    overlaps: (subject) => near(subject).some((one) => covers(one, subject) || covers(subject, one)),
  };
}

interface Sorted {
  readonly byEndpoint: ReadonlyMap<string, readonly Subject[]>;
  /** Upstreams and gateways as a whole. */
  readonly wide: readonly Subject[];
}

function sort(subjects: readonly Subject[]): Sorted {
  const byEndpoint = new Map<string, Subject[]>();
  const wide: Subject[] = [];
  for (const subject of subjects) {
    if (subject.endpoint === undefined) wide.push(subject);
    else addTo(byEndpoint, endpointKey(subject), subject);
  }
  return { byEndpoint, wide };
}

function addTo(map: Map<string, Subject[]>, key: string, subject: Subject): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [subject]);
  else known.push(subject);
}

/** Equal for subjects that name the same endpoint of the same upstream, whatever address or route. */
export function endpointKey({ gateway, upstream, endpoint }: Subject): string {
  return subjectKey({ gateway, upstream, endpoint });
}
