import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reset-after-the-request",
  headline: "502, connection reset by peer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", onData: "reset" }],
  proof: { ask: [{ status: 502 }], log: [/104: Connection reset by peer/] },
  expect: {
    firstCause: "connection-reset",
    alsoAcceptable: ["service-dies-on-request"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
