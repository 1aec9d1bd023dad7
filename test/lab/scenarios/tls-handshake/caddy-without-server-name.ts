import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "caddy-without-server-name",
  headline: "502, handshake failed",
  config: (place) => httpConf(place, site("proxy_pass https://api.internal:8443;")),
  hosts: "10.77.0.2 api.internal",
  services: (place) => [
    {
      kind: "caddy",
      at: "10.77.0.2:8443",
      caddyfile: `https://api.internal:8443 {\n bind 10.77.0.2\n tls ${place.pki}/api.pem ${place.pki}/api.key {\n protocols tls1.2 tls1.3\n }\n respond ok\n}\nhttps://other.internal:8443 {\n bind 10.77.0.2\n tls ${place.pki}/other.pem ${place.pki}/other.key\n respond other\n}`,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/alert number 80|alert internal error/] },
  expect: {
    firstCause: "tls-sni-required",
    verdict: "down",
    subjects: [{ upstream: "api.internal:8443", endpoint: "api.internal:8443" }],
  },
});
