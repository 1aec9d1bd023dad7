import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

const HOSTS = [2, 3, 4, 5].map((n) => `10.77.0.${n}`);

export default scenario({
  id: "port-dropped-on-many-hosts",
  headline: "504 on one application, connection timed out",
  config: (place) =>
    httpConf(
      place,
      `  proxy_connect_timeout 1s;
  upstream web { ${HOSTS.map((host) => `server ${host}:8081;`).join(" ")} }
  upstream app { ${HOSTS.map((host) => `server ${host}:9000;`).join(" ")} }
  server {
    listen 8080;
    location / { proxy_pass http://web; }
    location /app/ { proxy_pass http://app; }
  }`,
    ),
  services: () => [{ kind: "http", at: HOSTS.flatMap((host) => [`${host}:8081`, `${host}:9000`]) }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    tcp dport 9000 drop
  }
}`,
  proof: { ask: [{ status: 200 }, { path: "/app/", status: 504 }], log: [/timed out.*connecting.*:9000/] },
  expect: {
    firstCause: "connect-timeout",
    verdict: "down",
    subjects: HOSTS.map((host) => ({ upstream: "app", endpoint: `${host}:9000` })),
  },
});
