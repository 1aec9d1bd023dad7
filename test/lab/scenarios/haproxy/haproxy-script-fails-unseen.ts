import { AFTER_CHECKS_MS, HAPROXY, OFTEN } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-script-fails-unseen",
  headline: "connections are closed at once",
  // no socket, and a log of connections alone: only the check itself tells what it misses
  config: () => `global
    log stdout format raw local0 err

defaults
    log global
    mode tcp
    timeout connect 2s
    timeout client 10s
    timeout server 10s

listen cache
    bind :8080
    option tcp-check
    tcp-check send "AUTH not-the-word\\r\\n"
    tcp-check expect string +OK
    tcp-check send "INFO replication\\r\\n"
    tcp-check expect string role:master comment "only the primary"
    server one 10.77.0.2:6379 ${OFTEN}
    server two 10.77.0.3:6379 ${OFTEN}
`,
  services: () => [
    {
      kind: "tcp",
      at: ["10.77.0.2:6379", "10.77.0.3:6379"],
      onData: { reply: "-WRONGPASS invalid username-password pair or user is disabled.\r\n" },
    },
  ],
  proof: {
    ask: [{ pauseMs: AFTER_CHECKS_MS, as: "raw", send: "PING\r\n", status: -2 }],
    log: [/proxy cache has no server available/],
  },
  expect: {
    firstCause: "health-body-mismatch",
    verdict: "down",
    subjects: [
      { upstream: "cache", endpoint: "10.77.0.2:6379" },
      { upstream: "cache", endpoint: "10.77.0.3:6379" },
    ],
  },
});
