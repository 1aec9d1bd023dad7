import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sinkholed",
  headline: "502, connection refused",
  config: (place) =>
    httpConf(
      place,
      site("resolver 10.77.0.2 ipv6=off; set $service api.internal; proxy_pass http://$service:8081;"),
    ),
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.2", options: ["address=/api.internal/0.0.0.0"] },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused.*0\.0\.0\.0:8081/] },
  expect: { firstCause: "dns-sinkholed", verdict: "down" },
});
