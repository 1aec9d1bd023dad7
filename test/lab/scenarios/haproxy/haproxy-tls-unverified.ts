import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tls-unverified",
  headline: "all is well",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8443 ${OFTEN} ssl verify none`),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "expired" } }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
