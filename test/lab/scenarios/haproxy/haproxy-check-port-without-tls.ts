import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-port-without-tls",
  headline: "503, no server is available",
  // a port of its own, be it the same one, takes TLS from the check
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
server one 10.77.0.2:8443 ssl verify none port 8443 ${OFTEN}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }], log: [/Layer7 /] },
  expect: {
    firstCause: "health-check-protocol-mismatch",
    alsoAcceptable: ["plaintext-to-tls-port"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
