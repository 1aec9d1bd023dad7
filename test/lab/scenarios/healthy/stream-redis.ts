import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-redis",
  headline: "all is healthy, Redis behind a stream",
  config: (place) => streamConf(place, "server { listen 8080; proxy_pass 10.77.0.2:6379; }"),
  services: () => [{ kind: "redis", at: "10.77.0.2:6379" }],
  proof: { ask: [{ as: "raw", send: "PING\r\n", status: 0, body: /PONG/ }] },
  expect: { firstCause: null, verdict: "healthy" },
});
