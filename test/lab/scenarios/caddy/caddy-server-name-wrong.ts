import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-server-name-wrong",
  headline: "502 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls
      tls_server_name api.example.com
      tls_trusted_ca_certs ${place.pki}/root.pem
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 502 }], log: [/certificate is valid for/] },
  expect: {
    firstCause: "tls-certificate-name-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8443" }],
  },
});
