import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-frontend-full",
  headline: "pages never come, and every server is UP",
  config: (place) =>
    haproxyConf(place, "server one 10.77.0.2:8081 check\ntimeout server 60s").replace(
      "bind :8080",
      "bind :8080\n    maxconn 3\n    timeout client 60s",
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/slow" }, delayMs: 60_000 }, {}] },
  ],
  timing: true,
  running: (_place, control) =>
    control.hold({ to: "127.0.0.1:8080", count: 3, send: "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" }),
  proof: { ask: [{ pauseMs: 300, status: -3 }] },
  expect: {
    firstCause: "worker-connections-exhausted",
    alsoAcceptable: ["gateway-limits-requests", "circuit-breaker-open"],
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
