import { httpConf, site } from "../../nginx-conf.ts";
import { pythonServer } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "well-with-connections-that-wait",
  headline: "nothing, all is well",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    {
      kind: "python",
      onGateway: true,
      at: "10.77.0.1:8081",
      source: pythonServer('def answer(path): return b"ok"', { backlog: 4 }),
    },
  ],
  running: (_, control) => control.hold({ to: "10.77.0.1:8081", count: 8 }),
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
