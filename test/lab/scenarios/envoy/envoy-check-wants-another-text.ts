import { cluster, ENVOY, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-wants-another-text",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8081"], httpCheck({ path: "/healthz", receive: [{ text: "4f4b" }] })),
      ],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ body: "fine" }] }],
  proof: { ask: [{ to: "10.77.0.2:8081", path: "/healthz", host: "api", status: 200, body: /fine/ }] },
  expect: {
    firstCause: "health-body-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
