import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "plaintext-to-caddy-tls",
  headline: "400 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "caddy",
      at: "10.77.0.2:8443",
      caddyfile: `https://:8443 {\n bind 10.77.0.2\n tls ${place.pki}/api.pem ${place.pki}/api.key\n respond ok\n}`,
    },
  ],
  proof: { ask: [{ status: 400, body: /HTTP request to an HTTPS server/ }] },
  expect: {
    firstCause: "plaintext-to-tls-port",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
