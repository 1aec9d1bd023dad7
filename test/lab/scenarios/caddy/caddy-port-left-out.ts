import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-port-left-out",
  headline: "502 from every page",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 502 }], log: [/connection refused/] },
  expect: {
    firstCause: "service-on-other-port",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:80" }],
    alsoAcceptable: ["port-refused"],
  },
});
