import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-queue-times-out",
  headline: "503 when several ask at once",
  config: (place) =>
    haproxyConf(
      place,
      `timeout queue 300
server one 10.77.0.2:8081 maxconn 1`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/slow" }, delayMs: 60_000 }, {}] },
  ],
  timing: true,
  // HAProxy itself says of what is over only how often it was
  uhcArgs: (place) => ["--log", `${place.dir}/error.log`],
  running: (_place, control) =>
    control.hold({ to: "127.0.0.1:8080", count: 1, send: "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" }),
  proof: {
    ask: [{ status: 503 }],
    log: [/sQ--/],
  },
  expect: {
    firstCause: "circuit-breaker-open",
    // the limit is low, and the service is slow too
    alsoAcceptable: ["service-overloaded", "service-hung"],
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8081" }],
  },
});
