import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "address-from-a-map",
  headline: "502, connection refused, for one host name",
  config: (place) =>
    httpConf(
      place,
      `  map $host $backend { default 10.77.0.2:8081; b.example 10.77.0.3:8082; }
  server {
    listen 8080;
    location / { proxy_pass http://$backend; }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ status: 200 }, { host: "b.example", status: 502, times: 3 }],
    log: [/111: Connection refused.*10\.77\.0\.3:8082/],
  },
  expect: { firstCause: "port-refused", verdict: "down", alsoVerdict: "degraded" },
});
