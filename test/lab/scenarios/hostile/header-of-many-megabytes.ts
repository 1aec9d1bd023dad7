import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "header-of-many-megabytes",
  headline: "502 on every page, too big header",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "tcp",
      at: "10.77.0.2:8081",
      onData: { reply: `HTTP/1.1 200 OK\r\nX-Long: ${"x".repeat(60_000)}\r\n\r\nok` },
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/upstream sent too big header/] },
  expect: {
    firstCause: "response-headers-too-large",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
