import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-children-busy",
  headline: "504 on every page",
  config: (place) =>
    httpConf(
      place,
      site(`fastcgi_param SCRIPT_FILENAME ${place.dir}/www/index.php; fastcgi_read_timeout 1s;
      fastcgi_param REQUEST_METHOD $request_method; fastcgi_pass 10.77.0.2:9000;`),
    ),
  files: () => ({ "www/index.php": "<?php sleep(100);" }),
  services: () => [{ kind: "php-fpm", at: "10.77.0.2:9000", children: 1 }],
  proof: { ask: [{ status: 504 }], log: [/upstream timed out.*while reading response header/] },
  expect: {
    firstCause: "service-hung",
    alsoAcceptable: ["service-overloaded"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
