import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-from-the-hosts-file",
  headline: "all is well",
  config: (place) => httpConf(place, site("proxy_pass http://api.internal:8081;")),
  hosts: "10.77.0.2 api.internal",
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
