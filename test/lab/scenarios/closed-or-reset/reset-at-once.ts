import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "reset-at-once",
  headline: "502, connection reset by peer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", onOpen: "reset" }],
  proof: {
    ask: [{ status: 502 }],
    log: [/104: Connection reset by peer|prematurely closed|32: Broken pipe/],
  },
  expect: {
    firstCause: "connection-reset",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
