import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "body-stalls",
  headline: "pages that break off",
  config: (place) => httpConf(place, site(`proxy_read_timeout 1s; proxy_pass http://10.77.0.2:8081;`)),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:8081",
      onData: { reply: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf a page", after: "keep" },
    },
  ],
  proof: { ask: [{ status: 200 }], log: [/upstream timed out.*while reading upstream/] },
  expect: {
    firstCause: "timeout-too-short",
    alsoAcceptable: ["service-hung", "connection-closed-early"],
    verdict: "down",
    alsoVerdict: "degraded",
  },
});
