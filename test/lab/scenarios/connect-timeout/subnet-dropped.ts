import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "subnet-dropped",
  headline: "504 on everything in one subnet",
  config: (place) =>
    httpConf(
      place,
      `  proxy_connect_timeout 1s;
  proxy_next_upstream_tries 1;
  upstream app { ${[2, 3, 4, 5].map((n) => `server 10.78.0.${n}:8081;`).join(" ")} }
  upstream web { server 10.77.0.2:8081; }
  server {
    listen 8080;
    location / { proxy_pass http://web; }
    location /app/ { proxy_pass http://app; }
  }`,
    ),
  services: () => [
    { kind: "http", at: [2, 3, 4, 5].map((n) => `10.78.0.${n}:8081`).concat("10.77.0.2:8081") },
  ],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    ip daddr 10.78.0.0/24 drop
  }
}`,
  proof: {
    ask: [{ status: 200 }, { path: "/app/", status: 504 }],
    log: [/upstream timed out \(110.*while connecting to upstream/],
  },
  // One drop for a subnet is one cause, not four dead services.
  expect: {
    firstCause: "connect-timeout",
    verdict: "down",
    subjects: [2, 3, 4, 5].map((n) => ({ upstream: "app", endpoint: `10.78.0.${n}:8081` })),
  },
});
