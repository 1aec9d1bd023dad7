import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "websocket-only-says-400",
  headline: "all is healthy, a WebSocket service refuses plain requests",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_pass http://10.77.0.2:8081;`,
      ),
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 400, headers: { "Sec-Websocket-Version": "13" }, body: "Bad Request\n" }],
    },
  ],
  proof: { ask: [{ status: 400 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
