import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-missing-and-subnet-dropped",
  headline: "502 here, 504 there",
  config: (place) =>
    httpConf(
      place,
      `  proxy_connect_timeout 1s;
  resolver 10.77.0.2 ipv6=off; resolver_timeout 2s;
  upstream app { ${[2, 3, 4].map((n) => `server 10.78.0.${n}:8081;`).join(" ")} }
  server {
    listen 8080;
    set $billing billing.internal;
    location / { proxy_pass http://10.77.0.2:8081; }
    location /app/ { proxy_pass http://app; }
    location /billing/ { proxy_pass http://$billing:8081; }
  }`,
    ),
  services: () => [
    { kind: "http", at: [...[2, 3, 4].map((n) => `10.78.0.${n}:8081`), "10.77.0.2:8081"] },
    {
      kind: "dnsmasq",
      at: "10.77.0.2",
      options: ["local=/internal/", "host-record=other.internal,10.77.0.2"],
    },
  ],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    ip daddr 10.78.0.0/24 drop
  }
}`,
  proof: {
    ask: [{ status: 200 }, { path: "/app/", status: 504 }, { path: "/billing/", status: 502 }],
    log: [/timed out.*connecting/, /billing\.internal could not be resolved \(3/],
  },
  expect: {
    firstCause: "dns-name-not-found",
    alsoAcceptable: ["connect-timeout"],
    alsoRoot: ["dns-name-not-found", "connect-timeout"],
    verdict: "down",
  },
});
