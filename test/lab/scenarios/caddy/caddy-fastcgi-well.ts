import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-fastcgi-well",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  root * /srv
  php_fastcgi 10.77.0.2:8081`,
    ),
  services: () => [{ kind: "fastcgi", at: "10.77.0.2:8081" }],
  proof: { ask: [{ path: "/index.php", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
