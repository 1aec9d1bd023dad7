import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-with-send",
  headline: "all is well",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk
http-check send meth GET uri /health ver HTTP/1.1 hdr Host api.internal
server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { path: "/health", host: "api.internal", version: "1.1" } },
        { when: { path: "/health" }, status: 400 },
        {},
      ],
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
