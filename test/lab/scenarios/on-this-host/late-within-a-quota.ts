import { httpConf, site } from "../../nginx-conf.ts";
import { SLEEPS_WHILE_ANSWERING } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "late-within-a-quota",
  headline: "504 while reading the answer, and the service runs here",
  config: (place) => httpConf(place, site("proxy_read_timeout 1s; proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    {
      kind: "python",
      onGateway: true,
      at: "10.77.0.1:8081",
      source: SLEEPS_WHILE_ANSWERING,
      limits: { quotaPercent: 90, memoryBytes: 200_000_000, tasks: 200 },
    },
  ],
  needs: "control-groups",
  proof: { ask: [{ status: 504 }], log: [/upstream timed out.*while reading response header from upstream/] },
  expect: {
    firstCause: "timeout-too-short",
    mustNotRoot: ["cpu-saturated", "service-overloaded", "file-descriptors-exhausted"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
  timing: true,
});
