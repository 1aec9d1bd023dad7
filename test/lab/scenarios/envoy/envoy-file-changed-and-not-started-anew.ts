import { ADMIN, adminReplay, cluster, ENVOY, envoyConf, staticClusters } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

/** The port was corrected in the file, and Envoy goes on asking the old one. */
export default scenario({
  ...ENVOY,
  id: "envoy-file-changed-and-not-started-anew",
  headline: "503, connection failure",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    adminReplay({
      hosts: { api: { "10.77.0.2:8089": { failed_outlier_check: true } } },
      open: ["main"],
      dump: [staticClusters([cluster("api", ["10.77.0.2:8089"])])],
    }),
  ],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: {
    ask: [
      { to: "10.77.0.2:8081", status: 200 },
      { to: "10.77.0.2:8089", status: [-3, -2, -1, 0] },
    ],
  },
  expect: { firstCause: "config-not-reloaded", verdict: "degraded", alsoVerdict: "down" },
});
