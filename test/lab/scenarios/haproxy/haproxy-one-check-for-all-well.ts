import { AFTER_CHECKS_MS, HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-one-check-for-all-well",
  headline: "all is well",
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /health
default-server check inter 200
server one 10.77.0.2:8081
server two 10.77.0.3:8081`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
