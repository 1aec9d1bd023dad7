import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "grpc-to-http1",
  headline: "502 on every call",
  config: (place) =>
    httpConf(place, `server { listen 8080 http2; location / { grpc_pass grpc://10.77.0.2:8081; } }`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ as: "grpc", status: [502, 1014] }], log: [/too large http2 frame: 4740180/] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    alsoAcceptable: ["http-version-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
