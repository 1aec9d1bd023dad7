import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-trust-file-missing",
  headline: "it does not start",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls
      tls_trusted_ca_certs ${place.dir}/no-such-ca.pem
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { refused: /no-such-ca/ },
  expect: {
    firstCause: "tls-trust-missing",
    verdict: "down",
  },
});
