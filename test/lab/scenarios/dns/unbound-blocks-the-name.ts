import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "unbound-blocks-the-name",
  headline: "502, network is down or refused",
  config: (place) =>
    httpConf(
      place,
      site(
        "resolver 10.77.0.2 ipv6=off; resolver_timeout 2s; set $service api.internal; proxy_pass http://$service:8081;",
      ),
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "unbound", at: "10.77.0.2", config: '  local-zone: "internal." always_null' },
  ],
  proof: { ask: [{ status: 502 }], log: [/111: Connection refused.*0\.0\.0\.0:8081/] },
  expect: {
    firstCause: "dns-sinkholed",
    verdict: "down",
  },
});
