import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "unbound-answers-nxdomain",
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
    { kind: "unbound", at: "10.77.0.2", config: '  local-zone: "internal." always_nxdomain' },
  ],
  proof: { ask: [{ status: 502 }], log: [/could not be resolved \(3: Host not found\)/] },
  expect: {
    firstCause: "dns-name-not-found",
    verdict: "down",
  },
});
