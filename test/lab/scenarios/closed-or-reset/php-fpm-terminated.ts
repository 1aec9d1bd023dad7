import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-fpm-terminated",
  headline: "502 after a second on every page",
  config: (place) =>
    httpConf(
      place,
      site(`fastcgi_param SCRIPT_FILENAME ${place.dir}/www/index.php;
      fastcgi_param REQUEST_METHOD $request_method; fastcgi_pass 10.77.0.2:9000;`),
    ),
  files: () => ({ "www/index.php": "<?php sleep(20);" }),
  services: () => [
    { kind: "php-fpm", at: "10.77.0.2:9000", children: 2, pool: "request_terminate_timeout = 1s" },
  ],
  proof: { ask: [{ status: 502 }], log: [/104: Connection reset by peer|prematurely closed/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["service-dies-on-request", "connection-reset"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
