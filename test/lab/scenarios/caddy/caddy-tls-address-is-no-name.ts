import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-tls-address-is-no-name",
  headline: "502",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls_trusted_ca_certs ${place.pki}/root.pem
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 502 }], log: [/doesn't contain any IP SANs|certificate is valid for/] },
  expect: {
    firstCause: "tls-certificate-name-mismatch",
    alsoAcceptable: ["tls-sni-required"],
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8443" }],
  },
});
