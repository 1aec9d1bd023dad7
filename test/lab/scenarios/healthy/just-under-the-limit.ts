import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "just-under-the-limit",
  headline: "all is healthy, and slow",
  config: (place) => httpConf(place, site("proxy_read_timeout 3s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 1800 }] }],
  proof: { ask: [{ status: 200 }], log: [] },
  timing: true,
  expect: { firstCause: null, verdict: "healthy" },
});
