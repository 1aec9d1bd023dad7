import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tls-to-plaintext",
  headline: "503, no server is available",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081 ${OFTEN} ssl verify none`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer6 invalid response/],
  },
  expect: {
    firstCause: "tls-to-plaintext-port",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
