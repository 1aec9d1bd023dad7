import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "grpc-over-tls",
  headline: "all is well",
  config: (place) =>
    httpConf(place, "server { listen 8080 http2; location / { grpc_pass grpcs://10.77.0.2:9443; } }"),
  services: () => [{ kind: "grpc", at: "10.77.0.2:9443", tls: { cert: "api" } }],
  proof: { ask: [{ as: "grpc", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
