import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-limit-of-zero",
  headline: "503, overflow",
  config: () =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8081"], { circuit_breakers: { thresholds: [{ max_requests: 0 }] } }),
      ],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: {
    firstCause: "circuit-breaker-open",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
