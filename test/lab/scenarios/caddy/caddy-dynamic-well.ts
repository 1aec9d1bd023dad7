import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-dynamic-well",
  headline: "nothing is wrong",
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
    { kind: "dnsmasq", at: "10.77.0.2", options: ["local=/internal/", "host-record=app.internal,10.77.0.2"] },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
