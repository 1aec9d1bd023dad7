import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "large-flights-vanish",
  headline: "504 in the handshake",
  config: (place) =>
    httpConf(
      place,
      site("proxy_connect_timeout 1s; proxy_read_timeout 2s; proxy_pass https://10.77.0.2:8443;"),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "stranger-chained" } }],
  serviceFirewall: `table inet lab {
  chain output {
    type filter hook output priority 0;
    tcp sport 8443 meta length > 700 drop
  }
}`,
  proof: { ask: [{ status: [502, 504] }], log: [/timed out.*while SSL handshaking/] },
  expect: {
    firstCause: "path-mtu-too-small",
    alsoAcceptable: ["tls-handshake-timeout"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
