import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http10-server",
  headline: "all is healthy, the service speaks HTTP/1.0 alone",
  config: (place) =>
    httpConf(
      place,
      site('proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass http://10.77.0.2:8081;'),
    ),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:8081",
      onData: { reply: "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold and well\n" },
    },
  ],
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
