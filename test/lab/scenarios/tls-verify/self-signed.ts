import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "self-signed",
  headline: "502, certificate verify error",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8443; }\n${site(`proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://app;`)}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "self-signed" } }],
  proof: { ask: [{ status: 502 }], log: [/certificate verify error: \(18:/] },
  expect: {
    firstCause: "tls-certificate-self-signed",
    verdict: "down",
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:8443" }],
  },
});
