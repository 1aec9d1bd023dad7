import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-redirects-and-is-content",
  headline: "all is well",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/health" }, status: 302, headers: { location: "/login" } }, {}],
    },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
    log: [/Layer7 check passed, code: 302/],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
