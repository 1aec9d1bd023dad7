import { defineCheck } from "../../src/model/check.ts";
import { configClaim, routeSubject } from "../../src/testimony/config-claim.ts";
import { upstreamsById } from "../../src/testimony/upstreams-by-id.ts";
import { conclude, latent } from "../../src/testimony/verdict.ts";

export default defineCheck({
  id: "grpc-over-http2",
  layer: "config",
  since: "0.1.0",
  title: "Calls of gRPC are passed on over HTTP/2",
  about: [
    "Looks at routes that take calls of gRPC alone. gRPC needs HTTP/2 as far as the service; Envoy speaks HTTP/1.1 to a cluster",
    "unless its options say otherwise, and then every call fails. Whether a service behind a route for anything speaks gRPC",
    "can't be seen in a config, and a proxy in between may translate gRPC-Web.",
  ].join("\n"),
  for: "gateway",
  needs: {},
  // The cause is owned by the check that hears the service's own protocol.
  causes: {},
  judge({ gateway }) {
    const upstreams = upstreamsById(gateway);
    const findings = gateway.routes.flatMap((route) => {
      const { forward } = route;
      if (route.isGrpc !== true || forward.protocol !== "http" || forward.httpVersion.value === "2")
        return [];
      const upstream = upstreams.get(forward.upstream);
      const claim = configClaim(gateway, {
        cause: "upstream-protocol-mismatch",
        subject: routeSubject(gateway, route),
        value: upstream?.location ?? forward.location,
        places: [forward.location],
        evidence: [
          `${route.label} takes calls of gRPC, and ${upstream?.name ?? forward.upstream} is spoken to in HTTP/${forward.httpVersion.value}`,
        ],
        args: {
          asked: `HTTP/${forward.httpVersion.value}`,
          spoken: "gRPC",
          target: upstream?.name ?? "",
          curl: "uhc inspect",
          nc: "HOST PORT",
        },
      });
      return [latent(claim)];
    });
    return conclude(findings, "every gRPC route uses HTTP/2 to its upstream");
  },
});
