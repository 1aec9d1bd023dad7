import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "haproxy-check-is-green-and-only-errors-are-counted",
  headline: "503 for everybody, and every server is UP",
  ...HAPROXY,
  config: (place) =>
    haproxyConf(
      place,
      `option httpchk GET /ping
server a 10.77.0.2:8081 check inter 1s
server b 10.77.0.3:8081 check inter 1s`,
    ),
  services: () => [
    {
      kind: "http",
      at: ["10.77.0.2:8081", "10.77.0.3:8081"],
      answers: [{ when: { path: "/ping" } }, { status: 503, body: "queue full" }],
    },
  ],
  proof: { ask: [{ status: 503, times: 14 }] },
  expect: {
    firstCause: "application-error",
    alsoAcceptable: ["service-overloaded", "health-check-proves-nothing"],
    verdict: "down",
  },
});
