import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "caddy-behind",
  headline: "all is healthy, Caddy behind nginx",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    { kind: "caddy", at: "10.77.0.2:8081", caddyfile: "http://:8081 {\n bind 10.77.0.2\n respond ok\n}" },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
