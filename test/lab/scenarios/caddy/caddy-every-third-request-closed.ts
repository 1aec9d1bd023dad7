import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-every-third-request-closed",
  headline: "some 502",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    transport http {
      keepalive off
    }
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { every: 3 }, instead: "close" }, {}] },
  ],
  proof: { ask: [{ status: [200, 502], times: 9 }], log: [/EOF/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["service-dies-on-request"],
    verdict: "degraded",
  },
});
