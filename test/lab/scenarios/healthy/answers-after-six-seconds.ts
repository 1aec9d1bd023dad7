import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "answers-after-six-seconds",
  headline: "all is healthy, and slow",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 6_000 }] }],
  proof: { ask: [{ status: 200 }] },
  timing: true,
  expect: { firstCause: null, verdict: "healthy" },
});
