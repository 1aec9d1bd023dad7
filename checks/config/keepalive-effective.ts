import { defineCheck, type Finding } from "../../src/model/check.ts";
import type { Gateway, Route } from "../../src/model/config.ts";
import { configClaim, routeSubject } from "../../src/model/config-claim.ts";
import type { HeaderSetting } from "../../src/model/forward.ts";
import { toldFindings } from "../../src/model/problem.ts";
import { configStep, fix } from "../../src/model/remedy.ts";
import { upstreamsById } from "../../src/model/upstreams-by-id.ts";
import { conclude, latent } from "../../src/model/verdict.ts";

type Upstreams = ReturnType<typeof upstreamsById>;

export default defineCheck({
  id: "keepalive-effective",
  layer: "config",
  since: "0.1.0",
  title: "Where idle connections to an upstream are kept they can be used again",
  about: [
    "Looks at routes to upstreams that keep idle connections because the config says so. They are closed after each request",
    "all the same if the gateway speaks HTTP/1.0 or sends `Connection: close` (nginx before 1.29.7 does both by default), or",
    "if a balancing method stands behind `keepalive` (before 1.29.7: nginx warns that it is redefined, and keeps none).",
    "A Connection header with a variable may be empty for most requests, so that nothing is said of it, and so for routes",
    "of other protocols than HTTP.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  causes: {
    "keepalive-misconfigured": {
      title: ({ args }) => `Idle connections to ${args.upstream} are kept, and never used again: ${args.why}`,
      meaning:
        "Every request opens a connection of its own although a pool is configured. That costs a handshake each time, and under " +
        "load local ports: `Cannot assign requested address`.",
      fix: (of) =>
        fix("Speak HTTP/1.1 and leave the connection open", [
          configStep(
            of,
            {
              nginx: 'proxy_http_version 1.1; proxy_set_header Connection ""; where the requests are passed',
            },
            "Use HTTP/1.1 and send no Connection: close.",
          ),
        ]),
      verify: () => ["ss -tan state time-wait | wc -l"],
      includes: [],
    },
  },
  judge({ gateway }) {
    const upstreams = upstreamsById(gateway);
    return conclude(
      [
        ...gateway.routes.flatMap((route) => unused(gateway, upstreams, route)),
        ...toldFindings(gateway, "keepalive-misconfigured"),
      ],
      "idle connections can be used again",
    );
  },
});

function unused(gateway: Gateway, upstreams: Upstreams, route: Route): readonly Finding[] {
  const { forward } = route;
  const upstream = upstreams.get(forward.upstream);
  const keepalive = upstream?.keepalive;
  if (upstream === undefined || keepalive === undefined || keepalive.connections.isDefault) return [];
  if (forward.protocol !== "http") return [];
  const closing = forward.headers.find(closes);
  const isOld = forward.httpVersion.value === "1.0";
  if (!isOld && closing === undefined) return [];
  // with HTTP/1.0 an explicit "keep-alive" would still do, which some services heed
  if (isOld && forward.headers.some(keepsAlive)) return [];
  const why = isOld ? "HTTP/1.0 is spoken" : "Connection: close is sent";
  const claim = configClaim(gateway, {
    cause: "keepalive-misconfigured",
    subject: routeSubject(gateway, route),
    value: isOld ? forward.httpVersion.location : (closing?.location ?? forward.location),
    places: [keepalive.connections.location, route.location],
    evidence: [
      `${upstream.name} keeps ${keepalive.connections.value} connections, and for ${route.label} ${why}`,
    ],
    ground: `keepalive:${upstream.id}`,
    args: { upstream: upstream.name, why },
  });
  return [latent(claim)];
}

function closes({ name, value }: HeaderSetting): boolean {
  return name.toLowerCase() === "connection" && value.length === 1 && /^close$/i.test(String(value[0]));
}

function keepsAlive({ name, value }: HeaderSetting): boolean {
  return name.toLowerCase() === "connection" && value.length === 1 && /^keep-alive$/i.test(String(value[0]));
}
