import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-dynamic-srv-missing",
  headline: "503 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy {
    dynamic srv _api._tcp.internal
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
    verdict: "degraded",
  },
});
