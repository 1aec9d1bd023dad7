import { CADDY, caddyConf, NAMED } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-closed-without-an-answer",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`, NAMED),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8081", onData: "close" }],
  proof: { ask: [{ host: "api.internal", status: 502 }], log: [/EOF/] },
  expect: {
    firstCause: "connection-closed-early",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
