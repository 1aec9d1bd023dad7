import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-closed-without-an-answer",
  headline: "502",
  config: (place) => haproxyConf(place, `server one 10.77.0.2:8081`),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", onData: "close" }],
  // clients name the host, the config does not
  uhcArgs: () => ["--host", "gateway.test"],
  proof: {
    ask: [{ status: 502 }],
    log: [/SH--/],
  },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["upstream-protocol-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
