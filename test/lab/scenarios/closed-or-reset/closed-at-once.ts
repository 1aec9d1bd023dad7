import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "closed-at-once",
  headline: "502, closed before an answer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", onOpen: "close" }],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed connection|104: Connection reset/] },
  expect: {
    firstCause: "connection-closed-early",
    alsoAcceptable: ["connection-reset"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
