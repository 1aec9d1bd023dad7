import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tracked-server-down",
  headline: "503, no server is available",
  // the service itself is healthy: its sidecar, which is checked in its place, is gone
  config: (place) =>
    haproxyConf(
      place,
      "server one 10.77.0.2:8081 track sidecar/one",
      `
backend sidecar
    option httpchk GET /health
    server one 10.77.0.2:9901 ${OFTEN}
`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Server sidecar\/one is DOWN/],
  },
  expect: {
    firstCause: "port-refused",
    // the same said from the traffic's side: the check goes to another port, where nothing listens
    alsoAcceptable: ["health-check-wrong-port"],
    verdict: "down",
  },
});
