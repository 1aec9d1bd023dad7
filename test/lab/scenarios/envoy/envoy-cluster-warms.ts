import { ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

const DUMP = "type.googleapis.com/envoy.admin.v3";
const eds = { eds_config: { ads: {} }, service_name: "api" };
const { static_resources } = JSON.parse(envoyConf({ clusters: [], routes: { "/": { cluster: "api" } } })) as {
  readonly static_resources: { readonly listeners: readonly unknown[] };
};

/** What /config_dump printed while the control plane owed the cluster its endpoints. */
export default scenario({
  ...ENVOY,
  id: "envoy-cluster-warms",
  headline: "503, NC",
  config: () =>
    `${JSON.stringify({
      configs: [
        {
          "@type": `${DUMP}.ClustersConfigDump`,
          dynamic_warming_clusters: [{ cluster: { name: "api", type: "EDS", eds_cluster_config: eds } }],
        },
        {
          "@type": `${DUMP}.ListenersConfigDump`,
          static_listeners: static_resources.listeners.map((listener) => ({ listener })),
        },
      ],
    })}\n`,
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "no-ready-endpoints", verdict: "down", subjects: [{ upstream: "api" }] },
});
