import { CADDY, caddyConf, NAMED } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-sni-required",
  headline: "502 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls
      tls_trusted_ca_certs ${place.pki}/root.pem
    }
  }`,
      NAMED,
    ),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl default_server; ssl_reject_handshake on; }
server { listen 10.77.0.2:8443 ssl; server_name api.internal; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ host: "api.internal:8080", status: 502 }], log: [/unrecognized name/] },
  expect: {
    firstCause: "tls-sni-required",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8443" }],
  },
});
