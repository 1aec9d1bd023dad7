import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-file-not-found",
  headline: "File not found. on every page",
  config: (place) =>
    httpConf(
      place,
      site(`fastcgi_param SCRIPT_FILENAME ${place.dir}/www/index.php;
      fastcgi_param REQUEST_METHOD $request_method;  fastcgi_pass 10.77.0.2:9000;`),
    ),
  services: () => [{ kind: "php-fpm", at: "10.77.0.2:9000", children: 2 }],
  // 404 is an answer of a service that lives; the path is wrong, and no other path was shown to be right.
  proof: { ask: [{ status: 404, body: /File not found/ }], log: [/Primary script unknown/] },
  expect: { firstCause: null, verdict: "healthy" },
});
