import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-php-socket-missing",
  headline: "502",
  config: (place) =>
    caddyConf(
      place,
      `  root * /srv
  php_fastcgi unix/${place.dir}/php.sock`,
    ),
  proof: { ask: [{ path: "/index.php", status: 502 }], log: [/no such file or directory/] },
  expect: {
    firstCause: "unix-socket-missing",
    verdict: "down",
    subjects: (place) => [{ endpoint: `unix:${place.dir}/php.sock` }],
  },
});
