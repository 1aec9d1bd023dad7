import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-is-the-group",
  headline: "502, certificate does not match",
  config: (place) =>
    httpConf(
      place,
      `upstream backend { server 10.77.0.2:8443; }\n${site(`proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://backend;`)}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 502 }], log: [/certificate does not match "backend"/] },
  expect: {
    firstCause: "tls-certificate-name-mismatch",
    verdict: "down",
    subjects: [{ upstream: "backend", endpoint: "10.77.0.2:8443" }],
  },
});
