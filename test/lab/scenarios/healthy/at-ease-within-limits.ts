import { httpConf, site } from "../../nginx-conf.ts";
import { ANSWERS, COUNTS_WHILE_ANSWERING } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "at-ease-within-limits",
  headline: "nothing, all is well",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    {
      kind: "python",
      onGateway: true,
      at: "10.77.0.1:8081",
      source: ANSWERS,
      limits: { quotaPercent: 90, memoryBytes: 200_000_000, tasks: 100 },
      openFiles: 64,
    },
    {
      kind: "python",
      onGateway: true,
      at: "10.77.0.1:8090",
      source: COUNTS_WHILE_ANSWERING,
      limits: { quotaPercent: 10 },
    },
  ],
  needs: "control-groups",
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
