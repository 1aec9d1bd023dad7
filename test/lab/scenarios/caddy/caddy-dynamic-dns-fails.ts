import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-dynamic-dns-fails",
  headline: "503 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy {
    dynamic a app.internal 8081
  }`,
    ),
  resolvConf: "nameserver 10.77.0.2",
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "rcode", at: "10.77.0.2:53", rcode: 2 },
  ],
  proof: { ask: [{ status: [500, 502, 503] }], log: [/misbehaving/] },
  expect: {
    firstCause: "dns-server-failure",
    verdict: "down",
    subjects: [{ endpoint: "app.internal:8081" }],
  },
});
