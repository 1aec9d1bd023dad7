import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "slow-within-the-limit",
  headline: "all is healthy, and slow",
  config: (place) => httpConf(place, site("proxy_read_timeout 5s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 1200 }] }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
  timing: true,
});
