import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http-to-fastcgi-on-another-port",
  headline: "502, closed before an answer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:7074;")),
  services: () => [{ kind: "fastcgi", at: "10.77.0.2:7074" }],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed connection/] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:7074", endpoint: "10.77.0.2:7074" }],
  },
});
