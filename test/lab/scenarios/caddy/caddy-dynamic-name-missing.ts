import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-dynamic-name-missing",
  headline: "502 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy {
    dynamic a {
      name app.internal
      port 8081
    }
  }`,
    ),
  resolvConf: "nameserver 10.77.0.2",
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/"] },
  ],
  proof: { ask: [{ status: [500, 502, 503] }], log: [/no such host/] },
  expect: {
    firstCause: "dns-name-not-found",
    verdict: "down",
    subjects: [{ endpoint: "app.internal:8081" }],
  },
});
