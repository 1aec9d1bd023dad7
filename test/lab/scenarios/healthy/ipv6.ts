import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ipv6",
  headline: "all is well",
  config: (place) => httpConf(place, site("proxy_pass http://[fd77::2]:8081;")),
  services: () => [{ kind: "http", at: "[fd77::2]:8081" }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
