import { ADMIN, adminReplay, cluster, ENVOY, envoyConf, staticClusters } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

const DAY_MS = 86_400_000;
const api = cluster("api", ["10.77.0.2:8081"]);
const listener = { address: { socket_address: { address: "0.0.0.0", port_value: 8080 } } };

/** A listener that is just replaced, a short-lived certificate of a mesh, and a dump that says what the file says. */
export default scenario({
  ...ENVOY,
  id: "envoy-all-well-by-all-its-words",
  headline: "nothing is wrong",
  config: () => envoyConf({ clusters: [api] }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    adminReplay({
      hosts: { api: { "10.77.0.2:8081": {} } },
      open: ["main"],
      waits: { "Listener-local-init-manager main 9": ["RdsRouteConfigSubscription main"] },
      dump: [
        staticClusters([api]),
        {
          "@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
          dynamic_listeners: [{ name: "main", active_state: { listener }, warming_state: { listener } }],
        },
      ],
      certs: [
        {
          cert_chain: [
            {
              path: "<inline>",
              serial_number: "77",
              subject_alt_names: [{ uri: "spiffe://cluster.local/ns/default/sa/api" }],
              valid_from: new Date(Date.now() - DAY_MS / 2).toISOString(),
              expiration_time: new Date(Date.now() + DAY_MS / 2).toISOString(),
            },
          ],
        },
      ],
    }),
  ],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
