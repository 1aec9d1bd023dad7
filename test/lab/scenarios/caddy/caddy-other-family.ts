import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-other-family",
  headline: "502 from every page",
  config: (place) => caddyConf(place, `  reverse_proxy 127.0.0.1:8081`),
  services: () => [{ kind: "http", onGateway: true, at: "[::1]:8081" }],
  proof: { ask: [{ status: 502 }], log: [/connection refused/] },
  expect: {
    firstCause: "service-bound-to-other-family",
    verdict: "down",
    subjects: [{ endpoint: "127.0.0.1:8081" }],
  },
});
