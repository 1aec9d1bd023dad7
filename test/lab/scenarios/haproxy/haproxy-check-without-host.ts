import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-without-host",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
      http-request set-header Host api.internal
      server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [
    {
      kind: "nginx",
      http: "server { listen 10.77.0.2:8081 default_server; return 400; } server { listen 10.77.0.2:8081; server_name api.internal; return 200 ok; }",
    },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer7 wrong status, code: 400/],
  },
  expect: {
    firstCause: "host-header-rejected",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
