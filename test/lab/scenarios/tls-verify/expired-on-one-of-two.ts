import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "expired-on-one-of-two",
  headline: "error log fills, half of the first tries fail",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8443; server 10.77.0.3:8443; }\n${site(`proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://app;`)}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } },
    { kind: "http", at: "10.77.0.3:8443", tls: { cert: "expired" } },
  ],
  proof: { ask: [{ status: 200, times: 2 }], log: [/certificate verify error: \(10:/] },
  expect: {
    firstCause: "tls-certificate-expired",
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.3:8443" }],
  },
});
