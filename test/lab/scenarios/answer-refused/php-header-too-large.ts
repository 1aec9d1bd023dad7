import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-header-too-large",
  headline: "502, header too big",
  config: (place) =>
    httpConf(
      place,
      site(
        `fastcgi_param SCRIPT_FILENAME ${place.dir}/www/index.php; fastcgi_param REQUEST_METHOD $request_method; fastcgi_pass 10.77.0.2:9000;`,
      ),
    ),
  services: () => [{ kind: "php-fpm", at: "10.77.0.2:9000", children: 2 }],
  files: () => ({ "www/index.php": "<?php header('X-Big: ' . str_repeat('x', 6000)); echo 'ok';" }),
  proof: { ask: [{ status: 502 }], log: [/too big header/] },
  expect: {
    firstCause: "response-headers-too-large",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
