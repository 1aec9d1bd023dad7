import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bind-alias-to-nothing",
  headline: "502, host not found",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 ipv6=off; resolver_timeout 2s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "bind", at: "10.77.0.2", zones: { internal: "api IN CNAME old-node" } },
  ],
  proof: { ask: [{ status: 502 }], log: [/api\.internal could not be resolved \(3: Host not found\)/] },
  expect: {
    firstCause: "dns-name-not-found",
    verdict: "down",
  },
});
