import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Endpoint, Gateway, Route, Upstream } from "../../src/model/config.ts";
import { shellQuote } from "../../src/model/evidence.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { ownListeners } from "../../src/testimony/own-listeners.ts";
import { configStep, fix } from "../../src/testimony/remedy.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, root } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "routes-end-elsewhere",
  layer: "config",
  since: "0.1.0",
  title: "No route leads back to itself",
  about: [
    "Looks at routes whose endpoints are all sockets on which the same server listens, by a loopback address or a unix socket.",
    "With the client's Host and path unchanged the same route is selected again, and each request goes round until the worker",
    "has no connection left. Left alone: another Host, another path, a condition, a second endpoint, and routes of layer 4.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "route-loops": {
      title: ({ args }) => `${args.label} passes requests to its own socket ${args.endpoint}, in a loop`,
      meaning:
        "The endpoint is the gateway itself, and its answer to the request is to ask itself again. One request takes up all " +
        "connections of a worker (`worker_connections are not enough`), and ends in 500 for everybody.",
      fix: (of) =>
        fix("Name the address and port on which the service itself listens", [
          configStep(
            of,
            { nginx: "proxy_pass http://HOST:PORT; of the service" },
            "Name the service's own address.",
          ),
        ]),
      verify: ({ args }) => [`ss -ltnp | grep -F ${args.quoted}`],
      includes: [],
    },
  },
  judge({ gateway }) {
    const upstreams = upstreamsById(gateway);
    const own = ownListeners(gateway);
    const isOwn = (route: Route) => (endpoint: Endpoint) => route.listeners.includes(own(endpoint)?.id ?? "");
    return conclude(
      gateway.routes.flatMap((route) =>
        looping(gateway, route, upstreams.get(route.forward.upstream), isOwn(route)),
      ),
      "no route leads back to itself",
    );
  },
});

function looping(
  gateway: Gateway,
  route: Route,
  upstream: Upstream | undefined,
  isOwn: (endpoint: Endpoint) => boolean,
): readonly Finding[] {
  const { forward, match, condition } = route;
  const [host, more] = forward.host.value;
  const keepsHost = typeof host === "object" && host.kind === "request-host" && more === undefined;
  const [first] = upstream?.endpoints ?? [];
  if (!keepsHost || forward.path.value.kind !== "unchanged" || condition !== undefined) return [];
  if (match.kind === "named" || match.kind === "connection" || first === undefined) return [];
  if (upstream?.endpoints.every(isOwn) !== true) return [];
  const claim = configClaim(gateway, {
    cause: "route-loops",
    subject: { ...routeSubject(gateway, route), endpoint: first.endpoint },
    value: forward.location,
    places: [first.location, route.location],
    evidence: [
      `${route.label} listens on ${first.endpoint} and passes there, with the client's own Host and path`,
    ],
    args: { label: route.label, endpoint: first.endpoint, quoted: shellQuote(first.endpoint) },
  });
  return [root(claim)];
}
