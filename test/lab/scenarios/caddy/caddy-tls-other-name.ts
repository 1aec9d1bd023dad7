import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-tls-other-name",
  headline: "502",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls_trusted_ca_certs ${place.pki}/root.pem
      tls_server_name other.internal
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 502 }], log: [/x509: certificate is valid for/] },
  expect: {
    firstCause: "tls-certificate-name-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8443" }],
  },
});
