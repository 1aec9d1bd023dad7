import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ipv6-subnet-dropped",
  headline: "504 on everything over IPv6",
  config: (place) =>
    httpConf(
      place,
      `  proxy_connect_timeout 1s;
  upstream app { ${[2, 3, 4, 5].map((n) => `server [fd77::${n}]:8081;`).join(" ")} }
  upstream web { server 10.77.0.2:8081; }
  server {
    listen 8080;
    location / { proxy_pass http://web; }
    location /app/ { proxy_pass http://app; }
  }`,
    ),
  services: () => [{ kind: "http", at: [...[2, 3, 4, 5].map((n) => `[fd77::${n}]:8081`), "10.77.0.2:8081"] }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    ip6 daddr fd77::/64 tcp dport 8081 drop
  }
}`,
  proof: { ask: [{ status: 200 }, { path: "/app/", status: 504 }], log: [/timed out.*connecting/] },
  expect: {
    firstCause: "connect-timeout",
    verdict: "down",
    subjects: [2, 3, 4, 5].map((n) => ({ upstream: "app", endpoint: `[fd77::${n}]:8081` })),
  },
});
