import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-fpm-socket",
  headline: "all is healthy, php-fpm on a socket",
  config: (place) =>
    httpConf(
      place,
      site(`fastcgi_param SCRIPT_FILENAME ${place.dir}/www/index.php;
      fastcgi_param REQUEST_METHOD $request_method; fastcgi_pass unix:${place.dir}/php.sock;`),
    ),
  files: () => ({ "www/index.php": "<?php echo 'ok';" }),
  services: (place) => [{ kind: "php-fpm", at: `unix:${place.dir}/php.sock`, children: 2 }],
  proof: { ask: [{ status: 200, body: /ok/ }] },
  expect: { firstCause: null, verdict: "healthy" },
});
