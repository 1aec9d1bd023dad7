import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "grpc-without-health-service",
  headline: "all is healthy, and the service has no health check",
  config: (place) =>
    httpConf(place, "server { listen 8080 http2; location / { grpc_pass grpc://10.77.0.2:8081; } }"),
  services: () => [{ kind: "grpc", at: "10.77.0.2:8081", status: 12 }],
  proof: { ask: [{ as: "grpc", status: 1012 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
