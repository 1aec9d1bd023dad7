import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http2-only-with-grpc-pass",
  headline: "all is healthy, HTTP/2 on both sides",
  config: (place) =>
    httpConf(place, "server { listen 8080 http2; location / { grpc_pass grpc://10.77.0.2:8081; } }"),
  services: () => [{ kind: "grpc", at: "10.77.0.2:8081", health: "UNKNOWN" }],
  proof: { ask: [{ as: "grpc", status: 200 }] },
  // UNKNOWN of the whole server is an answer; no service was said not to serve.
  expect: { firstCause: null, verdict: "healthy", alsoVerdict: "unknown" },
});
