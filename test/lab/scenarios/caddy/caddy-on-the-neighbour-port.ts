import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-on-the-neighbour-port",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8082" }],
  proof: { ask: [{ status: 502 }], log: [/connection refused/] },
  expect: {
    firstCause: "service-on-other-port",
    alsoAcceptable: ["port-refused"],
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
