import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http-to-uwsgi",
  headline: "502, closed before an answer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:3031;")),
  services: () => [{ kind: "uwsgi", at: "10.77.0.2:3031" }],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed connection/] },
  expect: {
    firstCause: "upstream-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:3031", endpoint: "10.77.0.2:3031" }],
  },
});
