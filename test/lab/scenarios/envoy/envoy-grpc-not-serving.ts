import { cluster, ENVOY, envoyConf, HTTP2 } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-grpc-not-serving",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8081"], {
          ...HTTP2,
          health_checks: [
            {
              timeout: "1s",
              interval: "5s",
              unhealthy_threshold: 3,
              healthy_threshold: 1,
              grpc_health_check: {},
            },
          ],
        }),
      ],
    }),
  services: () => [{ kind: "grpc", at: "10.77.0.2:8081", health: "NOT_SERVING" }],
  proof: { ask: [{ to: "10.77.0.2:8081", as: "grpc", status: 200 }] },
  expect: {
    firstCause: "grpc-not-serving",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
