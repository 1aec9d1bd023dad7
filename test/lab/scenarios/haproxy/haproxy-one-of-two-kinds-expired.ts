import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-one-of-two-kinds-expired",
  headline: "one server is down",
  config: (place) =>
    haproxyConf(
      place,
      `server one 10.77.0.2:8081 ${OFTEN}
      server two 10.77.0.3:8443 ${OFTEN} ssl ca-file ${place.pki}/root.pem verifyhost api.internal`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.3:8443", tls: { cert: "expired" } },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200, times: 4 }],
    log: [/Layer6 invalid response/],
  },
  expect: {
    firstCause: "tls-certificate-expired",
    verdict: "degraded",
    subjects: [{ upstream: "api", endpoint: "10.77.0.3:8443" }],
  },
});
