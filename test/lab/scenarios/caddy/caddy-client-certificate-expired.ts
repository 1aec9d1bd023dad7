import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-client-certificate-expired",
  headline: "502",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls_trusted_ca_certs ${place.pki}/root.pem
      tls_server_name api.internal
      tls_client_auth ${place.pki}/expired-client.pem ${place.pki}/expired-client.key
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api", clientCert: true } }],
  // the service hangs up behind the handshake of TLS 1.3: whether Go reads its end or a reset is chance
  proof: { ask: [{ status: 502 }], log: [/"msg":"(?:EOF|[^"]*connection reset by peer|[^"]*broken pipe)"/] },
  expect: {
    firstCause: "tls-client-certificate-required",
    alsoAcceptable: ["tls-certificate-expired"],
    verdict: "down",
  },
});
