import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-port-without-proxy-header",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
server one 10.77.0.2:8081 send-proxy-v2 port 8081 ${OFTEN}`,
    ),
  services: () => [
    { kind: "nginx", http: "server { listen 10.77.0.2:8081 proxy_protocol; return 200 ok; }" },
  ],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }], log: [/DOWN/] },
  expect: {
    firstCause: "health-check-protocol-mismatch",
    alsoAcceptable: ["proxy-protocol-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
