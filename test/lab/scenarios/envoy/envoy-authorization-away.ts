import { cluster, ENVOY, envoyConf, HTTP2 } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-authorization-away",
  headline: "403 from the gateway",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081"]), cluster("authz", ["10.77.0.3:9000"], HTTP2)],
      filters: [
        {
          name: "envoy.filters.http.ext_authz",
          typed_config: {
            "@type": "type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz",
            grpc_service: { envoy_grpc: { cluster_name: "authz" } },
          },
        },
      ],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { to: "10.77.0.2:8081", status: 200 },
      { to: "10.77.0.3:9000", status: -1 },
    ],
  },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["external-authorization-unavailable"],
    alsoRoot: ["external-authorization-unavailable"],
    verdict: "down",
  },
});
