import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "connection-limit-of-a-stream",
  headline: "connections are closed at once, backends idle",
  config: (place) =>
    streamConf(
      place,
      `limit_conn_zone $binary_remote_addr zone=each:1m;
  server { listen 8080; limit_conn each 1; proxy_pass 10.77.0.2:8081; }`,
    ),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", greeting: "220 ready\r\n" }],
  running: (_place, control) => control.hold({ to: "127.0.0.1:8080", count: 1 }),
  proof: { ask: [{ as: "raw", send: "x", status: -2 }], log: [/limiting connections by zone/] },
  expect: {
    firstCause: "gateway-limits-requests",
    verdict: "degraded",
  },
});
