import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-http1-to-http2",
  headline: "502",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", http2: true }],
  proof: {
    ask: [{ status: 502 }],
  },
  expect: {
    firstCause: "http-version-mismatch",
    alsoAcceptable: ["upstream-protocol-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
