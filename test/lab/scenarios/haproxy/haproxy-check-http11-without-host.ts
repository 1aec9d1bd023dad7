import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-http11-without-host",
  headline: "503, no server is available, and every page is there",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health HTTP/1.1
server one 10.77.0.2:8081 ${OFTEN}
server two 10.77.0.3:8081 ${OFTEN}`,
    ),
  services: () => [
    { kind: "nginx", http: "server { listen 10.77.0.2:8081; listen 10.77.0.3:8081; return 200 ok; }" },
  ],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }], log: [/Layer7 wrong status, code: 400/] },
  expect: {
    firstCause: "host-header-rejected",
    alsoAcceptable: ["health-status-unexpected"],
    verdict: "down",
  },
});
