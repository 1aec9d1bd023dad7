import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "grpc-unavailable",
  headline: "gRPC calls end with UNAVAILABLE",
  config: (place) =>
    httpConf(place, "server { listen 8080 http2; location / { grpc_pass grpc://10.77.0.2:8081; } }"),
  services: () => [{ kind: "grpc", at: "10.77.0.2:8081", status: 14 }],
  proof: { ask: [{ as: "grpc", status: 1014 }] },
  expect: {
    firstCause: "grpc-not-serving",
    alsoAcceptable: ["application-error"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
