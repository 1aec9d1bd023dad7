import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reused-connections-closed",
  headline: "502 on some POSTs, closed prematurely",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; keepalive 4; }
${site('proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://app;')}`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      keepAliveMs: 60_000,
      answers: [{ when: { reused: true }, instead: "close" }, {}],
    },
  ],
  proof: {
    ask: [
      { status: 200 },
      { method: "POST", headers: "Content-Length: 0\r\n", status: 502, pauseMs: 300 },
      { status: 200 },
      { method: "POST", headers: "Content-Length: 0\r\n", status: 502, pauseMs: 300 },
    ],
    log: [/upstream prematurely closed connection/],
  },
  expect: {
    firstCause: "keepalive-race",
    alsoAcceptable: ["connection-closed-early"],
    verdict: "degraded",
    alsoVerdict: "down",
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:8081" }],
  },
});
