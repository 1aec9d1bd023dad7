import { httpConf, site } from "../../nginx-conf.ts";
import { CRASHES } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "closes-beside-a-crash-of-another",
  headline: "502, closed before a header, and the service runs here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [
    { kind: "tcp", onGateway: true, at: "10.77.0.1:8081", onData: "close" },
    { kind: "python", onGateway: true, at: "10.77.0.1:8090", source: CRASHES, supervisor: "restarts" },
  ],
  running: (_, control) => control.ask([{ to: "10.77.0.1:8090", status: -2 }]),
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["connection-reset"],
    mustNotRoot: ["service-dies-on-request", "service-oom-killed"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
});
