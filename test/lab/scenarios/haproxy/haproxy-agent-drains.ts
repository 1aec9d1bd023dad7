import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-agent-drains",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(place, `server one 10.77.0.2:8081 ${OFTEN} agent-check agent-port 9777 agent-inter 200`),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "tcp", at: "10.77.0.2:9777", greeting: "drain\n" },
  ],
  proof: { ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }] },
  expect: {
    firstCause: "upstream-all-down",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
