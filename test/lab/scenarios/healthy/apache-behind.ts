import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "apache-behind",
  headline: "all is healthy, Apache httpd behind nginx",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "apache", at: "10.77.0.2:8081", config: "Redirect 204 /" }],
  proof: { ask: [{ status: 204 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
