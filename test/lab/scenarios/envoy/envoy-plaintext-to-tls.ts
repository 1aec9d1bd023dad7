import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-plaintext-to-tls",
  headline: "503, connection termination",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8443"])] }),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ to: "10.77.0.2:8443", status: [-3, -2, -1, 0, 400] }] },
  expect: {
    firstCause: "plaintext-to-tls-port",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
