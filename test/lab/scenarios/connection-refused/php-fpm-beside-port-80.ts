import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-fpm-beside-port-80",
  headline: "502, connection refused",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:80;")),
  files: () => ({ "www/index.php": "<?php echo 'ok';" }),
  services: () => [{ kind: "php-fpm", at: "10.77.0.2:9000", children: 1 }],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["service-on-other-port", "upstream-protocol-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:80", endpoint: "10.77.0.2:80" }],
  },
});
