import { HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-host-away",
  headline: "503, no server is available",
  config: (place) => haproxyConf(place, `server one 10.77.0.66:8081 ${OFTEN}`),
  proof: {
    ask: [{ pauseMs: 4_000, status: 503 }],
    log: [/Layer4 (connection problem|timeout)/],
  },
  expect: {
    firstCause: "host-unreachable",
    alsoAcceptable: ["connect-timeout"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.66:8081" }],
  },
});
