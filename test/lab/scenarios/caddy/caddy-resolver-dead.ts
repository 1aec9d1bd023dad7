import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-resolver-dead",
  headline: "502 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy app.internal:8081 {
    transport http {
      resolvers 10.77.0.3
    }
  }`,
    ),
  resolvConf: "nameserver 10.77.0.2",
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: [502, 504] }], log: [/lookup app\.internal/] },
  expect: {
    firstCause: "dns-resolver-unreachable",
    verdict: "down",
    subjects: [{ endpoint: "app.internal:8081" }],
  },
});
