import { httpConf, site } from "../../nginx-conf.ts";
import { EXITS } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "exits-and-is-restarted",
  headline: "502, closed before a header, and the service runs here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    { kind: "python", onGateway: true, at: "10.77.0.1:8081", source: EXITS, supervisor: "restarts" },
  ],
  proof: { ask: [{ status: 502, pauseMs: 500 }], log: [/prematurely closed|104: Connection reset/] },
  // By then it is up again.
  proven: (_, control) => control.ask([{ to: "10.77.0.1:9", status: -1, pauseMs: 1500 }]),
  expect: {
    firstCause: "service-dies-on-request",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
});
