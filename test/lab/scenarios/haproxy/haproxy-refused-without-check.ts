import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-refused-without-check",
  headline: "503, no server is available",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081`),
  proof: {
    ask: [{ status: 503 }],
    log: [/SC--/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
