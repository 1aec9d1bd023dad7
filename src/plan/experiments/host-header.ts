import type { Experiment } from "../experiment.ts";
import { exchangeIn } from "./seen.ts";

/** Hosts that are tried at most. */
const HOSTS = 2;
/** Answers with which servers turn a host away that they do not know. */
const STATUSES = [400, 403, 404, 421, 500, 502, 503];

/**
 * Tells a virtual host that was missed (`host-header-rejected`) from a service that is broken (`application-error`) or a
 * path that does not exist: the same request with the endpoint's own name, then with the route's. Costs two connections
 * at most.
 */
export const hostHeader: Experiment = {
  id: "host-header",
  vary: ({ request, endpointName, routeHosts }, seen) => {
    const exchange = exchangeIn(seen);
    const ask = request.exchange;
    if (ask === undefined || ask.protocol !== "http" || ask.rawRequest !== undefined) return [];
    const status = exchange?.facts.status;
    if (status === undefined || !STATUSES.includes(status)) return [];
    const names = [endpointName, ...routeHosts.filter((host) => /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(host))];
    const others = [...new Set(names)]
      .filter((name) => name !== undefined && name !== ask.host)
      .slice(0, HOSTS);
    return others.flatMap((host) =>
      host === undefined
        ? []
        : [{ request: { ...request, exchange: { ...ask, host } }, from: ask.host ?? "none", to: host }],
    );
  },
};
