import { cluster, ENVOY, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-gets-no-content",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"], httpCheck({ path: "/healthz" }))] }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/healthz" }, status: 204 }, {}] },
  ],
  proof: { ask: [{ to: "10.77.0.2:8081", path: "/healthz", host: "api", status: 204 }] },
  expect: {
    firstCause: "health-status-unexpected",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
