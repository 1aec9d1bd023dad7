import { ADMIN, adminReplay, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-discovery-tells-nobody",
  headline: "503, no healthy upstream",
  config: () =>
    envoyConf({
      clusters: [
        { name: "api", type: "EDS", connect_timeout: "2s", eds_cluster_config: { eds_config: { ads: {} } } },
      ],
    }),
  services: () => [adminReplay({ hosts: { api: {} }, stats: { "cluster.api.membership_total": 0 } })],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: -1 }] },
  expect: { firstCause: "no-ready-endpoints", verdict: "down", subjects: [{ upstream: "api" }] },
});
