import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ipv6-host-prohibited",
  headline: "502, permission denied, over IPv6",
  config: (place) => httpConf(place, site("proxy_pass http://[fd77::2]:8081;")),
  services: () => [{ kind: "http", at: "[fd77::2]:8081" }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 reject with icmpv6 type admin-prohibited
  }
}`,
  proof: { ask: [{ status: 502 }], log: [/13: Permission denied/] },
  expect: { firstCause: "firewall-blocks", verdict: "down" },
});
