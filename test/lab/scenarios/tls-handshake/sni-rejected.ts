import { choosyServer, httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sni-rejected",
  headline: "502, handshake failed",
  config: (place) =>
    httpConf(
      place,
      site("proxy_ssl_server_name on; proxy_ssl_name old.internal; proxy_pass https://api.internal:8443;"),
    ),
  hosts: "10.77.0.2 api.internal",
  services: (place) => [{ kind: "nginx", http: choosyServer(place) }],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 112/] },
  expect: {
    firstCause: "tls-sni-rejected",
    verdict: "down",
    subjects: [{ upstream: "api.internal:8443", endpoint: "api.internal:8443" }],
  },
});
