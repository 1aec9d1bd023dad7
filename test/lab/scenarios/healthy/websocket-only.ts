import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "websocket-only",
  headline: "all is healthy, a WebSocket service refuses plain requests",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 426, headers: { "Content-Type": "text/plain" }, body: "Upgrade Required" }],
    },
  ],
  proof: { ask: [{ status: 426 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
