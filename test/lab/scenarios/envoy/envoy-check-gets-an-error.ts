import { cluster, ENVOY, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-gets-an-error",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"], httpCheck({ path: "/healthz" }))] }),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/healthz" }, status: 500, body: "oops" }, {}],
    },
  ],
  proof: { ask: [{ to: "10.77.0.2:8081", path: "/healthz", host: "api", status: 500 }] },
  expect: {
    firstCause: "application-error",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
