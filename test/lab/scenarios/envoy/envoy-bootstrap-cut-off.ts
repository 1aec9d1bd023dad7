import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-bootstrap-cut-off",
  headline: "envoy does not start",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }).slice(0, -40),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "config-syntax-error", verdict: "down" },
});
