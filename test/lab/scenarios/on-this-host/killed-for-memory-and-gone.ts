import { httpConf, site } from "../../nginx-conf.ts";
import { GROWS_WHEN_ASKED } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "killed-for-memory-and-gone",
  headline: "502, connection refused, and the service runs here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    {
      kind: "python",
      onGateway: true,
      at: "10.77.0.1:8081",
      source: GROWS_WHEN_ASKED,
      limits: { memoryBytes: 60_000_000 },
      supervisor: "stays",
    },
  ],
  needs: "control-groups",
  running: (_, control) => control.ask([{ path: "/grow", status: 200 }]),
  proof: { ask: [{ status: 502, pauseMs: 1500 }], log: [/111: Connection refused/] },
  expect: {
    firstCause: "service-oom-killed",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
});
