import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-proxy-header-unexpected",
  headline: "400",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081 send-proxy`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ status: 400 }],
  },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
