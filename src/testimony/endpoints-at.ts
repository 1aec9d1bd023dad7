import type { SubjectOf } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import type { Observation } from "../model/observation.ts";

/** The endpoints that an observation speaks of, for checks that look at a whole gateway. */
export function endpointsAt(gateway: Gateway, seen: Observation): readonly SubjectOf["endpoint"][] {
  const found = new Map<string, SubjectOf["endpoint"]>();
  for (const subject of seen.subjects) {
    if (subject.gateway !== gateway.id) continue;
    const upstream = gateway.upstreams.find(({ id }) => id === subject.upstream);
    const endpoint = upstream?.endpoints.find((one) => one.endpoint === subject.endpoint);
    if (upstream === undefined || endpoint === undefined) continue;
    found.set(JSON.stringify([upstream.id, endpoint.endpoint]), {
      subject: { gateway: gateway.id, upstream: upstream.id, endpoint: endpoint.endpoint },
      upstream,
      endpoint,
      routes: gateway.routes.filter(({ forward }) => forward.upstream === upstream.id),
    });
  }
  return [...found.values()];
}
