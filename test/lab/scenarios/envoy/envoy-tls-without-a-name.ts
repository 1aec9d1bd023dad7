import { cluster, ENVOY, envoyConf, overTls } from "../../envoy-conf.ts";
import { choosyServer } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...ENVOY,
  id: "envoy-tls-without-a-name",
  headline: "503, TLS error",
  config: () => envoyConf({ clusters: [cluster("api", ["10.77.0.2:8443"], overTls({}))] }),
  services: (place) => [{ kind: "nginx", http: choosyServer(place) }],
  proof: { ask: [{ to: "10.77.0.2:8443", status: [-3, -2, -1, 0, 400] }] },
  expect: {
    firstCause: "tls-sni-required",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
