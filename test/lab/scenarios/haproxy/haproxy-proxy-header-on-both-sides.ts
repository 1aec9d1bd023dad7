import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-proxy-header-on-both-sides",
  headline: "all is well",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081 ${OFTEN} send-proxy`),
  services: () => [
    {
      kind: "nginx",
      http: "server { listen 10.77.0.2:8081 proxy_protocol; return 200 ok; }",
    },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
