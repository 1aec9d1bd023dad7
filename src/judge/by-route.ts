import type { Observation } from "../model/observation.ts";
import { type Subject, subjectKey } from "../model/subject.ts";
import type { Witness } from "./judge.ts";

/** Routes that one word is told of separately; beyond it, it is told of some of the requests. */
const TOLD_APART = 50;

/**
 * Routes that lead to one endpoint may fail there in different ways: one is answered too late, another with 500. What was
 * seen to be so for some of the ways of asking alone is said of their routes, and so neither explains nor contradicts what
 * happens on the others.
 */
export function tellRoutesApart(
  findings: readonly Witness[],
  observations: readonly Observation[],
): readonly Witness[] {
  if (!findings.some(({ routes }) => routes !== undefined && routes.length > 0)) return findings;
  const asked = askedRoutes(observations);
  const spokenOf = new Map<string, Set<string>>();
  for (const one of findings)
    if (one.routes !== undefined) {
      const key = keyOf(one);
      const routes = spokenOf.get(key) ?? new Set();
      spokenOf.set(key, routes);
      for (const route of one.routes) routes.add(route);
    }
  return findings.flatMap((one): readonly Witness[] => {
    const routes = one.routes ?? [];
    if (routes.length === 0) return [one];
    const all = asked.get(subjectKey(one.subject))?.size ?? 0;
    if ((spokenOf.get(keyOf(one))?.size ?? 0) >= all) return [one];
    if (routes.length > TOLD_APART) return [{ ...one, extent: "some" }];
    return routes.map((route) => ({ ...one, subject: { ...one.subject, route } }));
  });
}

function keyOf({ cause, stance, role, subject }: Witness): string {
  return `${cause} ${stance} ${role} ${subjectKey(subject)}`;
}

/** Endpoint, and endpoint at an address → the routes on whose behalf it was asked as the gateway asks. */
function askedRoutes(observations: readonly Observation[]): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = new Map<string, Set<string>>();
  const add = (subject: Subject, route: string): void => {
    const key = subjectKey(subject);
    const known = asked.get(key);
    if (known === undefined) asked.set(key, new Set([route]));
    else known.add(route);
  };
  for (const { kind, varied, subjects } of observations)
    if (kind === "connect" && varied === undefined)
      for (const { route, address, ...endpoint } of subjects)
        if (route !== undefined) {
          add(endpoint, route);
          if (address !== undefined) add({ ...endpoint, address }, route);
        }
  return asked;
}
