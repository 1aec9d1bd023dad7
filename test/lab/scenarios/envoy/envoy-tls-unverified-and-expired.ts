import { cluster, ENVOY, envoyConf, overTls } from "../../envoy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-tls-unverified-and-expired",
  headline: "nothing is wrong",
  config: () =>
    envoyConf({ clusters: [cluster("api", ["10.77.0.2:8443"], overTls({ sni: "api.internal" }))] }),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "expired" } }],
  proof: { ask: [{ to: "10.77.0.2:8443", status: [-3, -2, -1, 0, 400] }] },
  expect: { firstCause: null, verdict: "healthy" },
});
