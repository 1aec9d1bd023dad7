import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-of-many-groups-by-number",
  headline: "502, connection refused, for one shard",
  config: (place) =>
    httpConf(
      place,
      `  upstream shard1 { server 10.77.0.2:8081; }
  upstream shard2 { server 10.77.0.3:8081; }
  upstream shard3 { server 10.77.0.4:8081; }
  server {
    listen 8080;
    location ~ ^/s([123])/ { proxy_pass http://shard$1; }
  }`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.4:8081"] }],
  proof: {
    ask: [
      { path: "/s1/", status: 200 },
      { path: "/s2/", status: 502 },
    ],
    log: [/111: Connection refused.*10\.77\.0\.3:8081/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "shard2", endpoint: "10.77.0.3:8081" }],
  },
});
