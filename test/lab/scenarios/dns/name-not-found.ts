import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-not-found",
  headline: "502, could not be resolved",
  config: (place) =>
    httpConf(
      place,
      site("resolver 10.77.0.2 ipv6=off; set $service missing.internal; proxy_pass http://$service:8081;"),
    ),
  services: () => [{ kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/"] }],
  proof: { ask: [{ status: 502 }], log: [/missing\.internal could not be resolved \(3: Host not found\)/] },
  expect: { firstCause: "dns-name-not-found", verdict: "down" },
});
