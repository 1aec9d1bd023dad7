import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "local-ports-spent",
  headline: "500 under load, cannot assign requested address",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  gatewayKernel: { "net.ipv4.ip_local_port_range": "40000 40019" },
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 60_000 }] }],
  // Every local port toward that address is taken by connections that stay.
  running: (_place, control) =>
    control.hold({ to: "10.77.0.2:8081", count: 20, send: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" }),
  proof: { ask: [{ status: [500, 502] }], log: [/\(99: Cannot assign requested address\)/] },
  timing: true,
  quiet: "its requests need ports too",
  expect: {
    firstCause: "ephemeral-ports-exhausted",
    verdict: "down",
    alsoVerdict: "degraded",
  },
});
