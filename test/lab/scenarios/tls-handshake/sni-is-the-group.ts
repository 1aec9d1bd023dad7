import { choosyServer, httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sni-is-the-group",
  headline: "502, handshake failed",
  config: (place) =>
    httpConf(
      place,
      `upstream backend { server 10.77.0.2:8443; }\n${site("proxy_ssl_server_name on; proxy_pass https://backend;")}`,
    ),
  services: (place) => [{ kind: "nginx", http: choosyServer(place) }],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 112/] },
  expect: {
    firstCause: "tls-sni-rejected",
    verdict: "down",
    subjects: [{ upstream: "backend", endpoint: "10.77.0.2:8443" }],
  },
});
