import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tls-client-certificate-wanted",
  headline: "503, no server is available",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8443 ssl verify none`),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api", clientCert: true } }],
  proof: {
    ask: [{ status: [502, 503] }],
  },
  expect: {
    firstCause: "tls-client-certificate-required",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
