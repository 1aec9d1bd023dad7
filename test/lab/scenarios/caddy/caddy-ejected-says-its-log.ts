import { CADDY } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-ejected-says-its-log",
  headline: "503",
  config: (place) => `{
  admin off
  auto_https off
  log {
    output file ${place.dir}/error.log
  }
}
http://a.test:8080 {
  reverse_proxy 10.77.0.2:8081 {
    fail_duration 300s
  }
}
http://b.test:8080 {
  reverse_proxy 10.77.0.3:8081
}
`,
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/", every: 1, from: 2 } }, { instead: "reset" }],
    },
    { kind: "http", at: "10.77.0.3:8081" },
  ],
  proof: {
    ask: [
      { host: "a.test", status: 502 },
      { host: "a.test", status: 503 },
      { host: "b.test", status: 200 },
    ],
    log: [/no upstreams available/],
  },
  expect: {
    firstCause: "ejected-by-passive-checks",
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
