import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bind-zone-not-served",
  headline: "502, operation refused",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 ipv6=off; resolver_timeout 2s; set $service api.elsewhere.test; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "bind", at: "10.77.0.2", zones: { internal: "api IN A 10.77.0.2" } },
  ],
  proof: { ask: [{ status: 502 }], log: [/could not be resolved \(5: Operation refused\)/] },
  expect: {
    firstCause: "dns-server-failure",
    verdict: "down",
  },
});
