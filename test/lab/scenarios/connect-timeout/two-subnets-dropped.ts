import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const ALL = [2, 3, 4].flatMap((n) => [`10.77.0.${n}`, `10.78.0.${n}`]);

export default scenario({
  id: "two-subnets-dropped",
  headline: "504 everywhere, connection timed out",
  config: (place) =>
    httpConf(
      place,
      `  proxy_connect_timeout 1s;
  upstream app { ${ALL.map((host) => `server ${host}:8081;`).join(" ")} }
  server {
    listen 8080;
    location / { proxy_pass http://app; }
  }`,
    ),
  services: () => [{ kind: "http", at: ALL.map((host) => `${host}:8081`) }],
  gatewayFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    ip daddr { 10.77.0.0/24, 10.78.0.0/24 } tcp dport 8081 drop
  }
}`,
  proof: { ask: [{ status: 504 }], log: [/timed out.*connecting/] },
  quiet: "its addresses are dropped too",
  expect: {
    firstCause: "firewall-blocks",
    verdict: "down",
    subjects: ALL.map((host) => ({ upstream: "app", endpoint: `${host}:8081` })),
  },
});
