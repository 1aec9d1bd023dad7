import { cluster, ENVOY, envoyConf, HTTP2, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-in-http1-of-an-http2-service",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081"], { ...HTTP2, ...httpCheck({ path: "/healthz" }) })],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", http2: true }],
  proof: { ask: [{ to: "10.77.0.2:8081", path: "/healthz", host: "api", status: [-2, 0, 400, 403] }] },
  expect: {
    firstCause: "health-check-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
