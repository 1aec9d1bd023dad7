import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "php-refuses-the-path",
  headline: "all is healthy, PHP refuses what is no script",
  config: (place) =>
    httpConf(
      place,
      site(
        `fastcgi_param SCRIPT_FILENAME ${place.dir}/www/page.html; fastcgi_param REQUEST_METHOD $request_method; fastcgi_pass 10.77.0.2:9000;`,
      ),
    ),
  services: () => [{ kind: "php-fpm", at: "10.77.0.2:9000", children: 2 }],
  files: () => ({ "www/page.html": "no script" }),
  proof: { ask: [{ status: 403, body: /Access denied/ }], log: [/Access to the script/] },
  expect: { firstCause: null, verdict: "healthy" },
});
