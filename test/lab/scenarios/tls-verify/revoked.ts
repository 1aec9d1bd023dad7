import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "revoked",
  headline: "502, certificate revoked",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_ssl_crl ${place.pki}/revocations.pem; proxy_pass https://10.77.0.2:8443;`,
      ),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "revoked" } }],
  proof: { ask: [{ status: 502 }], log: [/certificate revoked/] },
  expect: { firstCause: "tls-certificate-untrusted", verdict: "down" },
});
