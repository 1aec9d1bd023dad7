import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http-to-php-fpm",
  headline: "502, closed or reset",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:9000;")),
  services: () => [{ kind: "php-fpm", at: "10.77.0.2:9000", children: 2 }],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
