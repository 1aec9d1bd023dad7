import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tls-old-version",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(place, `server one 10.77.0.2:8443 ${OFTEN} ssl verify none ssl-max-ver TLSv1.2`),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api", minVersion: "TLSv1.3" } }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer6 invalid response/],
  },
  expect: {
    firstCause: "tls-version-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
