import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-fastcgi-to-http",
  headline: "502",
  config: (place) =>
    caddyConf(
      place,
      `  root * /srv
  php_fastcgi 10.77.0.2:8081`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ path: "/index.php", status: 502 }] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
