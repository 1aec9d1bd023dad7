import type { Hypothesis } from "../model/conclusion.ts";
import type { Gateway } from "../model/config.ts";
import { once } from "../model/once.ts";
import { placeKey, type Subject, subjectKey } from "../model/subject.ts";

/** What a cause hits, for the report: one entry per endpoint, whatever its addresses and routes. */
export type HitEndpoints = (cause: Hypothesis) => readonly Subject[];

/**
 * An upstream that fails as a whole is told endpoint by endpoint. A gateway stays one, whatever is behind it, and so does
 * an upstream of which only something in the config is said.
 */
export function hitEndpoints(gateways: readonly Gateway[]): HitEndpoints {
  const members = once(() => membersOf(gateways));
  return ({ role, subjects }) => {
    const own = uniqueEndpoints(
      subjects.map((one) => (one.address === undefined ? one : { ...one, address: undefined })),
    );
    return role === "root"
      ? uniqueEndpoints(own.flatMap((one) => members().get(subjectKey(one)) ?? [one]))
      : own;
  };
}

/** Upstream → its endpoints, for those that have any. */
function membersOf(gateways: readonly Gateway[]): ReadonlyMap<string, readonly Subject[]> {
  const members = new Map<string, readonly Subject[]>();
  for (const { id: gateway, upstreams } of gateways)
    for (const { id: upstream, endpoints } of upstreams) {
      const all = endpoints.map(({ endpoint }) => ({ gateway, upstream, endpoint }));
      if (all.length > 0) members.set(subjectKey({ gateway, upstream }), all);
    }
  return members;
}

/** One entry per endpoint and address: the route that leads to it is named only where a single one is. */
export function uniqueEndpoints(subjects: readonly Subject[]): readonly Subject[] {
  if (subjects.length < 2) return subjects;
  const merged = new Map<string, Subject>();
  for (const subject of subjects) {
    const key = placeKey(subject);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined || known.route === subject.route ? subject : { ...known, route: undefined },
    );
  }
  return [...merged.values()];
}

/** Each address of an endpoint counts; who speaks of the endpoint as a whole names none of them once more. */
export function endpointCount(subjects: readonly Subject[]): number {
  const addresses = new Map<string | undefined, Set<string>>();
  for (const { endpoint, address } of subjects) {
    const known = addresses.get(endpoint) ?? new Set();
    if (address !== undefined) known.add(address);
    addresses.set(endpoint, known);
  }
  return [...addresses.values()].reduce((sum, { size }) => sum + Math.max(1, size), 0);
}
