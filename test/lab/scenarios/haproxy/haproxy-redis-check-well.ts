import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-redis-check-well",
  headline: "all is well",
  config: (place) => haproxyConf(place, `option redis-check\nserver one 10.77.0.2:6379 ${OFTEN}`, "", "tcp"),
  services: () => [{ kind: "redis", at: "10.77.0.2:6379" }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, as: "raw", send: "PING\r\n", status: 0, body: /PONG/ }],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
