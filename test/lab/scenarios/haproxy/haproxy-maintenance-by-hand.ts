import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN, tell } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-maintenance-by-hand",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `server one 10.77.0.2:8081 ${OFTEN}
server two 10.77.0.3:8081 ${OFTEN}`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  running: async (place) => {
    await tell(place, "set server api/one state maint");
    await tell(place, "set server api/two state maint");
  },
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/is going DOWN for maintenance/],
  },
  expect: {
    firstCause: "upstream-all-down",
    verdict: "down",
    subjects: [
      { upstream: "api", endpoint: "10.77.0.2:8081" },
      { upstream: "api", endpoint: "10.77.0.3:8081" },
    ],
  },
});
