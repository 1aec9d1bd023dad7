import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-is-another",
  headline: "502, certificate does not match",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_server_name on; proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://api.internal:8443;`,
      ),
    ),
  hosts: "10.77.0.2 api.internal",
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "other" } }],
  proof: { ask: [{ status: 502 }], log: [/certificate does not match "api\.internal"/] },
  expect: {
    firstCause: "tls-certificate-name-mismatch",
    verdict: "down",
    subjects: [{ upstream: "api.internal:8443", endpoint: "api.internal:8443" }],
  },
});
