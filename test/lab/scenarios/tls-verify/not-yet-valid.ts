import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "not-yet-valid",
  headline: "502, certificate verify error",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8443; }\n${site(`proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://app;`)}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "future" } }],
  proof: { ask: [{ status: 502 }], log: [/certificate verify error: \(9:/] },
  expect: {
    firstCause: "tls-certificate-not-yet-valid",
    alsoAcceptable: ["clock-skew"],
    verdict: "down",
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:8443" }],
  },
});
