import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-not-found-on-the-route",
  headline: "nothing is wrong",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ status: 404 }] }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 404 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
