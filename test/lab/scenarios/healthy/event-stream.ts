import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "event-stream",
  headline: "all is healthy, a stream of events that never ends",
  config: (place) =>
    httpConf(place, site(`proxy_buffering off; proxy_read_timeout 1h; proxy_pass http://10.77.0.2:8081;`)),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:8081",
      onData: {
        reply: "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n",
        after: "keep",
      },
    },
    { kind: "tcp", at: "10.77.0.3:8081", onData: "silence" },
  ],
  proof: {
    ask: [{ as: "raw", send: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", status: 200, body: /data: 1/ }],
    log: [],
  },
  expect: { firstCause: null, verdict: "healthy" },
});
