import { httpConf, site } from "../../nginx-conf.ts";
import { GROWS_WHILE_ANSWERING } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "killed-for-memory-while-answering",
  headline: "502, closed before a header, and the service runs here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    {
      kind: "python",
      onGateway: true,
      at: "10.77.0.1:8081",
      source: GROWS_WHILE_ANSWERING,
      limits: { memoryBytes: 60_000_000 },
      supervisor: "restarts",
    },
  ],
  needs: "control-groups",
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  // By then it is up again.
  proven: (_, control) => control.ask([{ to: "10.77.0.1:9", status: -1, pauseMs: 1500 }]),
  expect: {
    firstCause: "service-oom-killed",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
});
