import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN, tell } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-drained-one-well",
  headline: "all is well",
  config: (place) =>
    haproxyConf(
      place,
      `server one 10.77.0.2:8081 ${OFTEN}
server two 10.77.0.3:8081 ${OFTEN}`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  running: (place) => tell(place, "set server api/one state drain"),
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 200 }],
    log: [/enters drain state|is stopping|drain/i],
  },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
