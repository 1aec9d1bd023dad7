import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "uwsgi",
  headline: "all is well",
  config: (place) => httpConf(place, site("include /etc/nginx/uwsgi_params; uwsgi_pass 10.77.0.2:3031;")),
  services: () => [{ kind: "uwsgi", at: "10.77.0.2:3031" }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
