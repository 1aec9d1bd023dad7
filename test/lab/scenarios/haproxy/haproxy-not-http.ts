import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-not-http",
  headline: "502",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081`),
  services: () => [
    { kind: "tcp", at: "10.77.0.2:8081", greeting: "SSH-2.0-OpenSSH_9.2\\r\\n", onData: "close" },
  ],
  proof: {
    ask: [{ status: 502 }],
    log: [/PH--/],
  },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    alsoAcceptable: ["wrong-service"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
