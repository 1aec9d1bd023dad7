import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-fpm-behind",
  headline: "all is healthy, php-fpm behind nginx",
  config: (place) =>
    httpConf(
      place,
      site(`fastcgi_param SCRIPT_FILENAME ${place.dir}/www/index.php;
      fastcgi_param REQUEST_METHOD $request_method; fastcgi_pass 10.77.0.2:9000;`),
    ),
  files: () => ({ "www/index.php": "<?php echo 'ok';" }),
  services: () => [{ kind: "php-fpm", at: "10.77.0.2:9000", children: 2 }],
  proof: { ask: [{ status: 200, body: /ok/ }] },
  expect: { firstCause: null, verdict: "healthy" },
});
