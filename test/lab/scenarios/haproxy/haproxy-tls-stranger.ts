import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tls-stranger",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(place, `server one 10.77.0.2:8443 ${OFTEN} ssl ca-file ${place.pki}/root.pem`),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "stranger" } }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer6 invalid response/],
  },
  expect: {
    firstCause: "tls-certificate-untrusted",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
