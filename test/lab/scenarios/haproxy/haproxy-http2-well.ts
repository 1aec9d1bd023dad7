import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-http2-well",
  headline: "all is well",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081 proto h2 ${OFTEN}`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", http2: true }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
