import { cluster, ENVOY, envoyConf } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-mesh-without-mutual-tls",
  headline: "503, connection termination",
  config: () =>
    envoyConf({ clusters: [cluster("outbound|8443||api.default.svc.cluster.local", ["10.77.0.2:8443"])] }),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api", clientCert: true } }],
  proof: { ask: [{ to: "10.77.0.2:8443", status: [-3, -2, -1, 0, 400] }] },
  expect: {
    firstCause: "mtls-mode-mismatch",
    verdict: "down",
    subjects: [{ upstream: "outbound|8443||api.default.svc.cluster.local", endpoint: "10.77.0.2:8443" }],
  },
});
