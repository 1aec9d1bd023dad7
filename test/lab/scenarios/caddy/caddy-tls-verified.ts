import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-tls-verified",
  headline: "nothing is wrong",
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
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
