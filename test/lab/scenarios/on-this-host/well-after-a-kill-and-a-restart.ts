import { httpConf, site } from "../../nginx-conf.ts";
import { GROWS_WHEN_ASKED } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "well-after-a-kill-and-a-restart",
  headline: "nothing, all is well",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    {
      kind: "python",
      onGateway: true,
      at: "10.77.0.1:8081",
      source: GROWS_WHEN_ASKED,
      limits: { memoryBytes: 60_000_000 },
      supervisor: "restarts",
    },
  ],
  needs: "control-groups",
  running: (_, control) => control.ask([{ path: "/grow", status: 200 }]),
  proof: { ask: [{ status: 200, pauseMs: 6000 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
