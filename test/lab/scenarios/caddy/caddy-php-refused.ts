import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-php-refused",
  headline: "502 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  root * /var/www
  php_fastcgi 10.77.0.2:9000`,
    ),
  proof: { ask: [{ path: "/index.php", status: 502 }], log: [/connection refused/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:9000" }],
  },
});
