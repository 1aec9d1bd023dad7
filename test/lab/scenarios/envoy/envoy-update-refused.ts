import { ADMIN, adminReplay, cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-update-refused",
  headline: "a change has no effect",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    adminReplay({
      hosts: { api: { "10.77.0.2:8081": {} } },
      dump: [
        {
          "@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump",
          dynamic_active_clusters: [
            { cluster: { name: "api" }, error_state: { details: "Proto constraint validation failed" } },
          ],
        },
      ],
    }),
  ],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "config-reload-failed", verdict: "degraded" },
});
