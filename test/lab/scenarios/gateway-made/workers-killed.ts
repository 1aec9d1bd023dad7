import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "workers-killed",
  headline: "502 and broken pages now and then",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  running: async (_place, control) => {
    await control.killWorkers();
    await control.killWorkers();
  },
  proof: { ask: [{ status: 200 }], log: [/worker process \d+ exited on signal 9/] },
  expect: {
    firstCause: "gateway-worker-died",
    verdict: "degraded",
  },
});
