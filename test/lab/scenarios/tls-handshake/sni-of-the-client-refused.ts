import { choosyServer, httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "sni-of-the-client-refused",
  headline: "502, handshake failed",
  config: (place) =>
    httpConf(
      place,
      site(`proxy_ssl_server_name on; proxy_ssl_name $host; proxy_pass https://10.77.0.2:8443;`),
    ),
  services: (place) => [{ kind: "nginx", http: choosyServer(place) }],
  proof: { ask: [{ host: "shop.example.com", status: 502 }], log: [/SSL alert number 112/] },
  expect: {
    firstCause: "tls-sni-rejected",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
