import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Listener, Route } from "../../src/model/config.ts";
import { configClaim } from "../../src/testimony/config-claim.ts";
import { ownListeners } from "../../src/testimony/own-listeners.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "proxy-protocol-agrees",
  layer: "config",
  since: "0.1.0",
  title: "Where the gateway passes to a listener of its own, both sides agree on the PROXY protocol",
  about: [
    "Looks at routes whose endpoint is a socket on which the same config listens: a loopback address with its port, or a unix",
    "socket. If one side sends the PROXY header and the other does not expect it, or the reverse, every connection between",
    "them fails: both sides are in sight, so it is certain. Listeners of layer 4 pass the header on to others and are",
    "left alone; so is every endpoint elsewhere, whose settings can't be seen here.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that sees it happen.
  causes: {},
  judge({ gateway }) {
    const atLayer4 = new Set(
      gateway.routes.flatMap(({ match, listeners }) => (match.kind === "connection" ? listeners : [])),
    );
    const own = ownListeners(gateway);
    const looped = new Map(
      [...upstreamsById(gateway)].flatMap(([id, { endpoints }]) => {
        const found = endpoints.flatMap((endpoint) => {
          const listener = own(endpoint);
          return listener === undefined || atLayer4.has(listener.id) ? [] : [{ endpoint, listener }];
        });
        return found.length === 0 ? [] : [[id, found] as const];
      }),
    );
    const findings =
      looped.size === 0
        ? []
        : gateway.routes.flatMap((route) =>
            (looped.get(route.forward.upstream) ?? []).flatMap(({ endpoint, listener }) =>
              disagreement(gateway, route, endpoint, listener),
            ),
          );
    return conclude(findings, "its own listeners and routes agree on the PROXY protocol");
  },
});

function disagreement(
  gateway: Gateway,
  route: Route,
  endpoint: Endpoint,
  listener: Listener,
): readonly Finding[] {
  const { proxyProtocol, upstream, protocol } = route.forward;
  const sends = proxyProtocol.value !== 0;
  if (protocol === "udp" || sends === listener.expectsProxyProtocol) return [];
  const where = `${listener.location.file}:${listener.location.line}`;
  const title = sends
    ? `A PROXY header is sent to ${endpoint.endpoint}, where this config does not expect one: every request is broken`
    : `${endpoint.endpoint} expects a PROXY header, and this route sends none: every request is dropped`;
  const claim = configClaim(gateway, {
    cause: "proxy-protocol-mismatch",
    subject: { gateway: gateway.id, upstream, endpoint: endpoint.endpoint },
    value: sends ? proxyProtocol.location : listener.location,
    places: [endpoint.location, route.location, listener.location],
    evidence: [
      sends
        ? `proxy_protocol is on towards ${endpoint.endpoint}, and the listen line at ${where} has no proxy_protocol`
        : `the listen line at ${where} has proxy_protocol, and nothing sends it`,
    ],
    args: {
      title,
      fix: sends
        ? "Add proxy_protocol to that listen line, or take it off here"
        : "Take proxy_protocol off that listen line, or give this route a socket of its own without it",
      verify: "uhc inspect",
    },
  });
  return [root(claim)];
}
