import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-reused-connections-closed",
  headline: "some POSTs 502",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    transport http {
      keepalive 5m
    }
  }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      keepAliveMs: 1000,
      answers: [{ when: { reused: true }, instead: "close" }, {}],
    },
  ],
  proof: {
    ask: [{ status: 200 }, { method: "POST", headers: "Content-Length: 0\r\n", status: 502 }],
    log: [/EOF/],
  },
  expect: { firstCause: "keepalive-race", alsoAcceptable: ["connection-closed-early"], verdict: "degraded" },
});
