import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "grpc-behind-a-router",
  headline: "all is healthy, a router knows the service by its path",
  config: (place) =>
    httpConf(place, "server { listen 8080 http2; location / { grpc_pass grpc://10.77.0.2:8081; } }"),
  services: () => [
    { kind: "grpc", at: "10.77.0.3:8082" },
    {
      kind: "nginx",
      http: "server { listen 10.77.0.2:8081 http2; location /pkg.Orders/ { grpc_pass grpc://10.77.0.3:8082; } location / { return 404; } }",
    },
  ],
  proof: { ask: [{ as: "grpc", path: "/pkg.Orders/Get", status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
