import { cluster, ENVOY, envoyConf, overTls } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-tls-to-plaintext",
  headline: "503, WRONG_VERSION_NUMBER",
  config: () =>
    envoyConf({ clusters: [cluster("api", ["10.77.0.2:8443"], overTls({ sni: "api.internal" }))] }),
  services: () => [{ kind: "http", at: "10.77.0.2:8443" }],
  proof: { ask: [{ to: "10.77.0.2:8443", status: 200 }] },
  expect: {
    firstCause: "tls-to-plaintext-port",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
