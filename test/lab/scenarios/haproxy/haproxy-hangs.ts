import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-hangs",
  headline: "504",
  config: (place) =>
    haproxyConf(
      place,
      `timeout server 1s
server one 10.77.0.2:8081`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ instead: "hang" }] }],
  timing: true,
  proof: {
    ask: [{ status: 504 }],
    log: [/sH--/],
  },
  expect: {
    firstCause: "service-hung",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
