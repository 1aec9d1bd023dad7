import { ADMIN, adminReplay, cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-ejected-in-panic",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({
      clusters: [cluster("api", ["10.77.0.2:8081"], { outlier_detection: { max_ejection_percent: 100 } })],
    }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    adminReplay({ hosts: { api: { "10.77.0.2:8081": { failed_outlier_check: true } } } }),
  ],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
