import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-cluster-unknown",
  headline: "503, NC",
  config: () =>
    envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])], routes: { "/": { cluster: "apy" } } }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "upstream-undefined", verdict: "down" },
});
