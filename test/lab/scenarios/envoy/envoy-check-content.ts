import { cluster, ENVOY, envoyConf, httpCheck } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-check-content",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"], httpCheck({ path: "/healthz" }))] }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/healthz" } }, { status: 404 }] },
  ],
  proof: { ask: [{ to: "10.77.0.2:8081", path: "/healthz", host: "api", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
