import { cluster, ENVOY, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-method-refused",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081"], httpCheck({ path: "/healthz", method: "HEAD" }))],
    }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { method: "HEAD" }, status: 405 }, {}] },
  ],
  proof: {
    ask: [
      { to: "10.77.0.2:8081", path: "/healthz", method: "HEAD", host: "api", status: 405 },
      { to: "10.77.0.2:8081", path: "/healthz", status: 200 },
    ],
  },
  expect: {
    firstCause: "health-method-not-allowed",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
