import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "caddy-tls",
  headline: "all is healthy, Caddy with TLS behind nginx",
  config: (place) =>
    httpConf(
      place,
      site(`proxy_ssl_server_name on; proxy_ssl_verify on;
      proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://api.internal:8443;`),
    ),
  hosts: "10.77.0.2 api.internal",
  services: (place) => [
    {
      kind: "caddy",
      at: "10.77.0.2:8443",
      caddyfile: `https://api.internal:8443 {\n bind 10.77.0.2\n tls ${place.pki}/api.pem ${place.pki}/api.key\n respond ok\n}`,
    },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
