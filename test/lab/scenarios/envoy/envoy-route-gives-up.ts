import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-route-gives-up",
  headline: "504, upstream request timeout",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081"])],
      routes: { "/": { cluster: "api", timeout: "1s" } },
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 2500 }] }],
  timing: true,
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: {
    firstCause: "timeout-too-short",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
