import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-ejected-and-well",
  headline: "503, while the app is fine",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    fail_duration 300s
  }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/", every: 1, from: 2 } }, { instead: "reset" }],
    },
  ],
  proof: { ask: [{ status: 502 }, { status: 503 }], log: [/no upstreams available/] },
  expect: {
    firstCause: "ejected-by-passive-checks",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
