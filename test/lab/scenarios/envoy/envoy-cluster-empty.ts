import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-cluster-empty",
  headline: "503, no healthy upstream",
  config: () => envoyConf({ clusters: [cluster("api", [])] }),
  services: () => [],
  proof: { ask: [{ to: "10.77.0.2:8081", status: -1 }] },
  expect: { firstCause: "upstream-empty", verdict: "down", subjects: [{ upstream: "api" }] },
});
