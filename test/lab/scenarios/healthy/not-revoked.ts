import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "not-revoked",
  headline: "all is healthy, revocation lists are asked",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_ssl_crl ${place.pki}/revocations.pem; proxy_pass https://10.77.0.2:8443;`,
      ),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
