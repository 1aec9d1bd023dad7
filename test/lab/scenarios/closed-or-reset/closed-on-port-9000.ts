import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "closed-on-port-9000",
  headline: "502, closed before an answer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:9000;")),
  services: () => [{ kind: "tcp", at: "10.77.0.2:9000", onData: "close" }],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed connection/] },
  // FastCGI is at home on this port, and this is none: a custom is no evidence.
  expect: {
    firstCause: "connection-closed-early",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:9000", endpoint: "10.77.0.2:9000" }],
  },
});
