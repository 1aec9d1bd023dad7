import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "unbound-upstream-dead",
  headline: "502, server failure",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 ipv6=off; resolver_timeout 2s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    {
      kind: "unbound",
      at: "10.77.0.2",
      config:
        '  domain-insecure: "internal"\n  local-zone: "internal." transparent\nforward-zone:\n  name: "."\n  forward-addr: 10.77.0.66',
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/could not be resolved \((2|110): /] },
  expect: {
    firstCause: "dns-server-failure",
    alsoAcceptable: ["dns-resolver-unreachable"],
    verdict: "down",
  },
});
