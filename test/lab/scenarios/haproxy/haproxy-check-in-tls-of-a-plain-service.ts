import { HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-check-in-tls-of-a-plain-service",
  headline: "503, server is DOWN",
  ...HAPROXY,
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /
server a 10.77.0.2:8081 ${OFTEN} check-ssl verify none`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 503, pauseMs: 1500 }] },
  expect: {
    firstCause: "health-check-protocol-mismatch",
    alsoAcceptable: ["tls-to-plaintext-port"],
    verdict: "down",
  },
});
