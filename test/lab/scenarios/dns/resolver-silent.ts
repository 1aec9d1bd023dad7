import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "resolver-silent",
  headline: "502, could not be resolved",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 ipv6=off; resolver_timeout 1s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "dnsmasq", at: "10.77.0.2", options: ["host-record=api.internal,10.77.0.2"] },
    { kind: "http", at: "10.77.0.2:8081" },
  ],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    meta l4proto { tcp, udp } th dport 53 drop
  }
}`,
  proof: { ask: [{ status: 502 }], log: [/api\.internal could not be resolved \(110/] },
  expect: { firstCause: "dns-resolver-unreachable", alsoAcceptable: ["firewall-blocks"], verdict: "down" },
});
