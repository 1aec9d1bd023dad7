import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "bind-zone-expired",
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
      kind: "bind",
      at: "10.77.0.2",
      options:
        'recursion no; };\nzone "internal" { type secondary; primaries { 10.77.0.66; }; file "internal.copy"; };\nlogging { category default { null; };',
      zones: {},
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/could not be resolved \(2: Server failure\)/] },
  expect: {
    firstCause: "dns-server-failure",
    verdict: "down",
  },
});
