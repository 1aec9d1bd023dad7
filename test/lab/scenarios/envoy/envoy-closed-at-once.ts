import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-closed-at-once",
  headline: "503, connection termination",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8081"])] }),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", onData: "close" }],
  proof: { ask: [{ to: "10.77.0.2:8081", status: -2 }] },
  expect: {
    firstCause: "connection-closed-early",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
