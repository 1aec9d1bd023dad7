import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "worker-connections-spent",
  headline: "500 or nothing under load",
  config: (place) =>
    httpConf(place, site("proxy_pass http://10.77.0.2:8081;")).replace(
      "worker_connections 256",
      "worker_connections 16",
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/slow" }, instead: "hang" }, {}] },
  ],
  running: (_place, control) =>
    control.hold({ to: "127.0.0.1:8080", count: 14, send: "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" }),
  // No connection is left to accept the next client with.
  proof: { ask: [{ status: [-2, 500] }], log: [/worker_connections are not enough/] },
  timing: true,
  quiet: "its listening socket takes a connection too",
  expect: {
    firstCause: "worker-connections-exhausted",
    verdict: "degraded",
    alsoVerdict: "down",
  },
});
