import { AFTER_CHECKS_MS, HAPROXY, haproxyConf, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tcp-check-wants-another-word",
  headline: "connections are closed at once",
  config: (place) =>
    haproxyConf(
      place,
      `option tcp-check
tcp-check connect
tcp-check send PING\\r\\n
tcp-check expect string +PONG
server one 10.77.0.2:6379 ${OFTEN}`,
      "",
      "tcp",
    ),
  services: () => [
    { kind: "tcp", at: "10.77.0.2:6379", onData: { reply: "-NOAUTH Authentication required.\r\n" } },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, as: "raw", send: "PING\r\n", status: -2 }],
    log: [/TCPCHK did not match content/],
  },
  expect: {
    firstCause: "health-body-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:6379" }],
  },
});
