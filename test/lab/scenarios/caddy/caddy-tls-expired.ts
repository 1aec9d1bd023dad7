import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-tls-expired",
  headline: "502",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls_trusted_ca_certs ${place.pki}/root.pem
      tls_server_name api.internal
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "expired" } }],
  proof: { ask: [{ status: 502 }], log: [/x509: certificate has expired/] },
  expect: {
    firstCause: "tls-certificate-expired",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8443" }],
  },
});
