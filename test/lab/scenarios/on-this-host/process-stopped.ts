import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "process-stopped",
  headline: "504, and the service runs here",
  config: (place) => httpConf(place, site("proxy_read_timeout 1s; proxy_pass http://10.77.0.1:8081;")),
  services: () => [{ kind: "http", onGateway: true, at: "10.77.0.1:8081" }],
  running: (_, control) => control.signalService(0, "SIGSTOP"),
  proof: { ask: [{ status: 504 }], log: [/110.*while reading response header/] },
  expect: {
    firstCause: "service-hung",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
  timing: true,
});
