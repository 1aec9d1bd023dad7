import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "grpc-not-serving",
  headline: "the gRPC health check says NOT_SERVING",
  config: (place) =>
    httpConf(place, "server { listen 8080 http2; location / { grpc_pass grpc://10.77.0.2:8081; } }"),
  services: () => [{ kind: "grpc", at: "10.77.0.2:8081", health: "NOT_SERVING" }],
  proof: { ask: [{ as: "grpc", status: 200 }] },
  expect: {
    firstCause: "grpc-not-serving",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
