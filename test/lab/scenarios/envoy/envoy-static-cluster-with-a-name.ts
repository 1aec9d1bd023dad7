import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-static-cluster-with-a-name",
  headline: "envoy does not start",
  config: () => envoyConf({ clusters: [cluster("api", ["app.internal:8081"])] }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  hosts: "10.77.0.2 app.internal",
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "upstream-address-invalid", verdict: "down" },
});
