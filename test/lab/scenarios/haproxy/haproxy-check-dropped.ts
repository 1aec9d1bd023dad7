import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-check-dropped",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `server one 10.77.0.2:8081 ${OFTEN}
timeout check 300`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  serviceFirewall:
    "table inet f {\n chain i {\n type filter hook input priority 0;\n tcp dport 8081 drop\n }\n}",
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, status: 503 }],
    log: [/Layer4 timeout/],
  },
  expect: {
    firstCause: "connect-timeout",
    alsoAcceptable: ["firewall-blocks"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
