import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "query-refused",
  headline: "502, could not be resolved",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 ipv6=off; resolver_timeout 1s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [{ kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=else.where,10.77.0.2"] }],
  proof: { ask: [{ status: 502 }], log: [/api\.internal could not be resolved/] },
  expect: { firstCause: "dns-server-failure", verdict: "down" },
});
