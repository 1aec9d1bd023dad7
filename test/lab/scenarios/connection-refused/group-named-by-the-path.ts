import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "group-named-by-the-path",
  headline: "502, connection refused, for one application",
  config: (place) =>
    httpConf(
      place,
      `  upstream app1 { server 10.77.0.2:8081; }
  upstream app2 { server 10.77.0.3:8082; }
  server {
    listen 8080;
    location ~ ^/(app[0-9])/ { proxy_pass http://$1; }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [
      { path: "/app1/", status: 200 },
      { path: "/app2/", status: 502, times: 3 },
    ],
    log: [/111: Connection refused.*10\.77\.0\.3:8082/],
  },
  expect: { firstCause: "port-refused", verdict: "down", alsoVerdict: "degraded" },
});
