import { ADMIN, adminReplay, cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

/** What stands before the admin surface lets some of its paths through: those tell what they can. */
export default scenario({
  ...ENVOY,
  id: "envoy-admin-keeps-its-dump",
  headline: "503, overflow",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    adminReplay({
      hosts: { api: { "10.77.0.2:8081": {} } },
      stats: {
        "cluster.api.circuit_breakers.default.rq_pending_open": 1,
        "cluster.api.upstream_rq_pending_overflow": 40,
      },
      refused: { "/config_dump": 403, "/certs": 302 },
    }),
  ],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: {
    firstCause: "circuit-breaker-open",
    verdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
    notChecked: /what the gateway says to .config_dump at/,
  },
});
