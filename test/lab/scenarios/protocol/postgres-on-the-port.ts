import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "postgres-on-the-port",
  headline: "502, or garbage",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:5432;")),
  services: () => [{ kind: "postgres", at: "10.77.0.2:5432" }],
  proof: {
    ask: [{ status: [0, -2, 502] }],
    log: [/prematurely closed|no valid HTTP\/1\.0 header|104: Connection reset/],
  },
  // It closes on bytes that are no startup packet; which server that is can be guessed from the port alone.
  expect: {
    firstCause: "wrong-service",
    alsoAcceptable: ["connection-closed-early", "upstream-protocol-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:5432", endpoint: "10.77.0.2:5432" }],
  },
});
