import type { SubjectKind, SubjectOf } from "../model/check.ts";
import type { Gateway } from "../model/config.ts";
import { routesByUpstream } from "../model/routes.ts";

/** Everything of a gateway that a check of each kind is asked about. */
export const subjectsOf = {
  gateway: (gateway: Gateway): readonly SubjectOf["gateway"][] => [{ subject: { gateway: gateway.id } }],

  upstream: (gateway: Gateway): readonly SubjectOf["upstream"][] => {
    const routes = routesByUpstream(gateway);
    return gateway.upstreams.map((upstream) => ({
      subject: { gateway: gateway.id, upstream: upstream.id },
      upstream,
      routes: routes.get(upstream.id) ?? [],
    }));
  },

  endpoint: (gateway: Gateway): readonly SubjectOf["endpoint"][] => {
    const routes = routesByUpstream(gateway);
    return gateway.upstreams.flatMap((upstream) =>
      upstream.endpoints.map((endpoint) => ({
        subject: { gateway: gateway.id, upstream: upstream.id, endpoint: endpoint.endpoint },
        upstream,
        endpoint,
        routes: routes.get(upstream.id) ?? [],
      })),
    );
  },
} satisfies { [Kind in SubjectKind]: (gateway: Gateway) => readonly SubjectOf[Kind][] };
