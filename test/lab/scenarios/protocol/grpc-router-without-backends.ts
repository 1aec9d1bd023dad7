import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "grpc-router-without-backends",
  headline: "gRPC calls end with UNAVAILABLE",
  config: (place) =>
    httpConf(place, "server { listen 8080 http2; location / { grpc_pass grpc://10.77.0.2:8081; } }"),
  services: () => [
    { kind: "nginx", http: "server { listen 10.77.0.2:8081 http2; location / { return 503; } }" },
  ],
  proof: { ask: [{ as: "grpc", status: 503 }], log: [] },
  expect: { firstCause: "application-error", alsoAcceptable: ["grpc-not-serving"], verdict: "down" },
});
