import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-mesh-sink",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081"]), { name: "BlackHoleCluster", type: "STATIC" }],
      routes: { "/nowhere": { cluster: "BlackHoleCluster" }, "/": { cluster: "api" } },
    }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
