import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-fails-at-its-second-request",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk
http-check connect
http-check send meth GET uri /live ver HTTP/1.1 hdr Host api
http-check expect status 200
http-check connect
http-check send meth GET uri /ready ver HTTP/1.1 hdr Host api
http-check expect status 200
server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/ready" }, status: 500, body: "database is away" }, {}],
    },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer7 wrong status, code: 500/],
  },
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["dependency-down"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
