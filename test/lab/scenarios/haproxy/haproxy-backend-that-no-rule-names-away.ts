import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

/** HAProxy checks its servers and calls them DOWN; no request is led there. */
export default scenario({
  ...HAPROXY,
  id: "haproxy-backend-that-no-rule-names-away",
  headline: "all is well",
  config: (place) =>
    haproxyConf(
      place,
      `server one 10.77.0.2:8081 ${OFTEN}`,
      `
backend retired
    server one 10.77.0.3:8081 ${OFTEN}
`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
    log: [/Server retired.one is DOWN/],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
