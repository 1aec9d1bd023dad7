import { CADDY } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-one-of-two-closes-now-and-then",
  headline: "502 now and then on one site of two",
  config: (place) => `{
  admin off
  auto_https off
  log {
    output file ${place.dir}/error.log
  }
}
http://a.test:8080 {
  reverse_proxy 10.77.0.2:8081 10.77.0.3:8081 {
    lb_policy round_robin
  }
}
http://b.test:8080 {
  reverse_proxy 10.77.0.4:8081
}
`,
  services: () => [
    { kind: "http", at: "10.77.0.3:8081", answers: [{ when: { every: 2 }, instead: "close" }, {}] },
    { kind: "http", at: ["10.77.0.2:8081", "10.77.0.4:8081"] },
  ],
  proof: {
    ask: [
      { host: "a.test", method: "POST", headers: "Content-Length: 0\r\n", status: [200, 502], times: 12 },
      { host: "b.test", status: 200 },
    ],
    log: [/EOF/],
  },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["keepalive-race", "service-dies-on-request"],
    verdict: "degraded",
    subjects: [{ endpoint: "10.77.0.3:8081" }],
  },
});
