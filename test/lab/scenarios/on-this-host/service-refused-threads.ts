import { httpConf, site } from "../../nginx-conf.ts";
import { WANTS_MORE_THREADS } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "service-refused-threads",
  headline: "502, closed before a header, and the service runs here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    {
      kind: "python",
      onGateway: true,
      at: "10.77.0.1:8081",
      source: WANTS_MORE_THREADS,
      limits: { tasks: 8 },
    },
  ],
  needs: "control-groups",
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "service-overloaded",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
  timing: true,
});
