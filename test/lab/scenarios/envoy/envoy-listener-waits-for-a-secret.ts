import { ADMIN, adminReplay, cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

const HOUR_MS = 3_600_000;

export default scenario({
  ...ENVOY,
  id: "envoy-listener-waits-for-a-secret",
  headline: "connection refused on one port",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    adminReplay({
      hosts: { api: { "10.77.0.2:8081": {} } },
      open: ["main"],
      waits: { "Listener-local-init-manager secure 7": ["SdsApi server_cert"] },
      dump: [
        {
          "@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
          dynamic_listeners: [
            {
              name: "secure",
              warming_state: {
                last_updated: new Date(Date.now() - HOUR_MS).toISOString(),
                listener: {
                  name: "secure",
                  address: { socket_address: { address: "0.0.0.0", port_value: 8443 } },
                },
              },
            },
          ],
        },
      ],
    }),
  ],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "gateway-not-running", verdict: "degraded", alsoVerdict: "down" },
});
