import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-script-fails",
  headline: "500 on every page",
  config: (place) =>
    httpConf(
      place,
      site(`fastcgi_param SCRIPT_FILENAME ${place.dir}/www/index.php;
      fastcgi_param REQUEST_METHOD $request_method;  fastcgi_pass 10.77.0.2:9000;`),
    ),
  files: () => ({ "www/index.php": "<?php http_response_code(500); echo 'failed';" }),
  services: () => [{ kind: "php-fpm", at: "10.77.0.2:9000", children: 2 }],
  proof: { ask: [{ status: 500 }] },
  expect: {
    firstCause: "application-error",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
