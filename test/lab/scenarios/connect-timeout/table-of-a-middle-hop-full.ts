import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "table-of-a-middle-hop-full",
  headline: "504 under load, connection timed out",
  config: (place) => httpConf(place, site("proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", keepAliveMs: 60_000 }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 8081 ct state new ct count over 6 drop
  }
}`,
  running: (_place, control) =>
    control.hold({ to: "10.77.0.2:8081", count: 6, send: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" }),
  proof: { ask: [{ status: 504 }], log: [/110: .*while connecting to upstream/] },
  timing: true,
  expect: {
    firstCause: "connect-timeout",
    alsoAcceptable: ["conntrack-table-full", "network-degraded"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
