import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dropped-asked-by-nobody",
  headline: "504, and the one who looks may read nothing",
  config: (place) =>
    httpConf(
      place,
      `  proxy_connect_timeout 2s;
  upstream app { server 10.78.0.2:8081; server 10.78.0.3:8081; server 10.78.0.4:8081; }
  server { listen 8080; location / { proxy_pass http://app; } }`,
    ),
  services: () => [{ kind: "http", at: ["10.78.0.2:8081", "10.78.0.3:8081", "10.78.0.4:8081"] }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    ip daddr 10.78.0.0/24 drop
  }
}`,
  proof: { ask: [{ status: 504 }], log: [/timed out.*connecting/] },
  asNobody: true,
  uhcArgs: () => ["--timeout", "1s"],
  expect: {
    firstCause: "connect-timeout",
    verdict: "down",
    subjects: [2, 3, 4].map((n) => ({ upstream: "app", endpoint: `10.78.0.${n}:8081` })),
  },
});
