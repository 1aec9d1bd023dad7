import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-host-is-only-in-the-traffic",
  headline: "503, and the service answers to its name",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk
      http-check send meth GET uri / ver HTTP/1.1 hdr Host localhost
      http-request set-header Host api.internal
      server one 10.77.0.2:8081 ${OFTEN}`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { host: "api.internal" } }, { status: 421 }],
    },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer7 wrong status, code: 421/],
  },
  expect: {
    firstCause: "host-header-rejected",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
