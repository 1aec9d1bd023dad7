import { cluster, ENVOY, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-with-its-host",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081"], httpCheck({ path: "/healthz", host: "api.internal" }))],
    }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { host: "api.internal" } }, { status: 404 }] },
  ],
  proof: { ask: [{ to: "10.77.0.2:8081", path: "/healthz", host: "api.internal", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
