import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

const HOST = "api.internal";
const DUMP = "type.googleapis.com/envoy.admin.v3";
const { static_resources } = JSON.parse(
  envoyConf({
    clusters: [],
    routes: { "/v2/": { cluster: `outbound|8081|v2|${HOST}` }, "/": { cluster: `outbound|8081||${HOST}` } },
  }),
) as { readonly static_resources: { readonly listeners: readonly unknown[] } };

/** A VirtualService sends /v2/ to a subset that no DestinationRule defines: the sidecar has no cluster for it. */
export default scenario({
  ...ENVOY,
  id: "envoy-mesh-subset-undefined",
  headline: "503, NC",
  config: () =>
    `${JSON.stringify({
      configs: [
        {
          "@type": `${DUMP}.ClustersConfigDump`,
          dynamic_active_clusters: [{ cluster: cluster(`outbound|8081||${HOST}`, ["10.77.0.2:8081"]) }],
        },
        {
          "@type": `${DUMP}.ListenersConfigDump`,
          dynamic_listeners: static_resources.listeners.map((listener) => ({ active_state: { listener } })),
        },
      ],
    })}\n`,
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: {
    firstCause: "upstream-undefined",
    verdict: "down",
    subjects: [{ upstream: `outbound|8081|v2|${HOST}` }],
  },
});
