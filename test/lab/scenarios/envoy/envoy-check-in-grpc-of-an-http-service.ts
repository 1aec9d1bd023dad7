import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-in-grpc-of-an-http-service",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8081"], {
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
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: {
    firstCause: "health-check-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
