import { ADMIN, adminReplay, cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-ejected-and-well",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({
      clusters: [
        cluster("api", ["10.77.0.2:8081"], {
          outlier_detection: { max_ejection_percent: 100 },
          common_lb_config: { healthy_panic_threshold: { value: 0 } },
        }),
      ],
    }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    adminReplay({ hosts: { api: { "10.77.0.2:8081": { failed_outlier_check: true } } } }),
  ],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: {
    firstCause: "ejected-by-passive-checks",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
