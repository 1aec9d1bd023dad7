import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "own-listener-expects-a-proxy-header",
  headline: "every connection to the gateway ends without a byte",
  config: (place) =>
    httpConf(
      place,
      "server { listen 8080 proxy_protocol; location / { proxy_pass http://10.77.0.2:8081; } }",
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { to: "10.77.0.2:8081", status: 200 },
      { status: -2, times: 4 },
    ],
    // the bytes that came span several lines
    log: [/broken header: "GET/],
  },
  quiet: "its log has requests of another listener",
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "degraded",
    alsoVerdict: "down",
    mustNotRoot: ["port-refused", "connection-closed-early"],
  },
});
