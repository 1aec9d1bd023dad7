import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "fastcgi",
  headline: "all is well",
  config: (place) => httpConf(place, site("include /etc/nginx/fastcgi_params; fastcgi_pass 10.77.0.2:9000;")),
  services: () => [{ kind: "fastcgi", at: "10.77.0.2:9000" }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
