import { ADMIN, adminReplay, cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-admin-wants-a-login",
  headline: "nothing is wrong",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }, adminReplay({ refused: { "/server_info": 401 } })],
  uhcArgs: () => ["--admin", `http://${ADMIN}/`],
  proof: { ask: [{ to: "10.77.0.2:8081", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy", notChecked: /what the gateway says at/ },
});
