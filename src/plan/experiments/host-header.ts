import { targetText } from "../../model/evidence.ts";
import type { Measurement } from "../../model/observation.ts";
import type { Experiment, Variant } from "../experiment.ts";
import type { Ground } from "../ground.ts";
import { cameEmpty, exchangeIn, headerIn, wasCutShort } from "./seen.ts";

/** Hosts that are tried at most. */
const HOSTS = 2;
/** Answers with which servers turn a host away that they do not know. */
const STATUSES = [400, 403, 404, 421, 500, 502, 503];

/** With these a service that admits listed names alone refuses all others; what has no such site says 404 instead. */
const NOT_ADMITTED = [400, 403, 421];
/** Servers of many sites, whose first site answers to an address whatever the right one is. */
const MANY_SITES = /nginx|openresty|apache|caddy|iis|litespeed|envoy|haproxy|cloudflare|traefik/i;

/**
 * Tells a virtual host that was missed (`host-header-rejected`) from a service that is broken (`application-error`) or a
 * path that does not exist: the same request with the endpoint's own name, then with what the route's requests send, with
 * what is written for the same service on other routes, and with the route's own names; and with its address
 * where a service may admit that alone (Ollama, development servers). Costs two connections at most.
 * Where nothing came back at all, also the bare request line without any Host: Redis hangs up on the word `Host:` and answers
 * everything else with an error of its own (networking.c, securityWarningCommand). Costs one.
 */
export const hostHeader: Experiment = {
  id: "host-header",
  vary: (ground, seen) => {
    const { request, endpointName, routeHosts, routeHost, siblingHosts } = ground;
    const exchange = exchangeIn(seen);
    const ask = request.exchange;
    if (ask === undefined || ask.protocol !== "http" || ask.rawRequest !== undefined) return [];
    // Sites that nobody asked for are shut without a word (nginx: `return 444`, as hardening guides have it).
    const isCut = exchange !== undefined && wasCutShort(exchange) && cameEmpty(exchange);
    const status = exchange?.facts.status;
    if (!isCut && (status === undefined || !STATUSES.includes(status))) return [];
    const named = [
      endpointName,
      routeHost,
      ...(siblingHosts ?? []),
      ...routeHosts.filter((host) => /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(host)),
    ];
    const isOther = (name: string | undefined) => name !== undefined && name !== ask.host;
    const names = named.some(isOther) ? named : [addressOf(ground, seen)];
    const others = [...new Set(names)].filter(isOther).slice(0, HOSTS);
    const renamed = others.flatMap((host) =>
      host === undefined
        ? []
        : [{ request: { ...request, exchange: { ...ask, host } }, from: ask.host ?? "none", to: host }],
    );
    // over HTTP/2 no such word is sent, and another version is an experiment of its own
    return isCut && ask.httpVersion !== "2" ? [...renamed, bare(ground)] : renamed;
  },
};

function bare({ request }: Ground): Variant {
  const exchange = request.exchange && {
    ...request.exchange,
    host: undefined,
    headers: [],
    httpVersion: "1.0" as const,
  };
  return { request: { ...request, exchange }, from: request.exchange?.host ?? "none", to: "none" };
}

function addressOf({ request }: Ground, seen: readonly Measurement[]): string | undefined {
  const exchange = exchangeIn(seen);
  if (exchange === undefined || !NOT_ADMITTED.includes(exchange.facts.status ?? 0)) return undefined;
  // a request of HTTP/1.1 without Host is refused by every server (RFC 9112, section 3.2): any name at all may be right
  const { exchange: ask } = request;
  const lacksHost = ask?.host === undefined && ask?.httpVersion === "1.1";
  if (!lacksHost && MANY_SITES.test(headerIn(exchange, "server") ?? "")) return undefined;
  return request.target.kind === "tcp" ? targetText(request.target) : "localhost";
}
