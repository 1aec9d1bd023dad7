import { httpConf, site } from "../../nginx-conf.ts";
import { FORKS_AND_RESETS } from "../../python-services.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "forks-and-resets",
  headline: "502, closed before a header, and the service runs here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [{ kind: "python", onGateway: true, at: "10.77.0.1:8081", source: FORKS_AND_RESETS }],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "connection-reset",
    alsoAcceptable: ["connection-closed-early"],
    mustNotRoot: ["service-dies-on-request"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
  quiet: "a client of its own keeps the service busy",
});
