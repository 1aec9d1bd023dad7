import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "closes-and-lives",
  headline: "502, closed before a header, and the service runs here",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.1:8081;")),
  services: () => [{ kind: "tcp", onGateway: true, at: "10.77.0.1:8081", onData: "close" }],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed|104: Connection reset/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["connection-reset"],
    mustNotRoot: ["service-dies-on-request", "service-oom-killed"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.1:8081", endpoint: "10.77.0.1:8081" }],
  },
});
