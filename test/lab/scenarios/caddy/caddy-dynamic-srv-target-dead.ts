import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-dynamic-srv-target-dead",
  headline: "502 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy {
    dynamic srv _api._tcp.internal
  }`,
    ),
  resolvConf: "nameserver 10.77.0.2",
  services: () => [
    {
      kind: "dnsmasq",
      at: "10.77.0.2",
      options: [
        "local=/internal/",
        "srv-host=_api._tcp.internal,app.internal,8081",
        "host-record=app.internal,10.77.0.2",
      ],
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/connection refused/] },
  expect: {
    firstCause: "port-refused",
    verdict: "degraded",
  },
});
