import { cluster, ENVOY, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-one-of-two-fails-its-check",
  headline: "some requests fail",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081", "10.77.0.3:8081"], httpCheck({ path: "/healthz" }))],
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { to: "10.77.0.2:8081", path: "/healthz", status: 200 },
      { to: "10.77.0.3:8081", status: -1 },
    ],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.3:8081" }],
  },
});
