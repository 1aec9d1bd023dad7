import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-backend-empty",
  headline: "503, no server is available",
  config: (place) => haproxyConf(place, `balance roundrobin`),
  proof: {
    ask: [{ status: 503 }],
  },
  expect: {
    firstCause: "upstream-empty",
    verdict: "down",
    subjects: [{ upstream: "api" }],
  },
});
