import { ADMIN, adminReplay, cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-start-waits-for-its-control-plane",
  headline: "connection refused on every port",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    adminReplay({
      hosts: { api: { "10.77.0.2:8081": {} } },
      state: "INITIALIZING",
      waits: { Server: ["LDS"] },
    }),
  ],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: "gateway-not-running", verdict: "down" },
});
