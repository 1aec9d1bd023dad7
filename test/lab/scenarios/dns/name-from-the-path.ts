import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-from-the-path",
  headline: "502, could not be resolved, for one tenant",
  config: (place) =>
    httpConf(
      place,
      `  resolver 10.77.0.2 ipv6=off; resolver_timeout 2s;
  server {
    listen 8080;
    location ~ ^/(app[0-9])/ { proxy_pass http://$1.internal:8081; }
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    {
      kind: "dnsmasq",
      at: "10.77.0.2",
      options: ["host-record=app1.internal,10.77.0.2", "local=/internal/"],
    },
  ],
  proof: {
    ask: [
      { path: "/app1/", status: 200 },
      { path: "/app2/", status: 502, times: 3 },
    ],
    log: [/app2\.internal could not be resolved \(3/],
  },
  expect: { firstCause: "dns-name-not-found", verdict: "degraded", alsoVerdict: "down" },
});
