import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "apache-expired",
  headline: "502, certificate verify failed",
  config: (place) =>
    httpConf(
      place,
      site(`proxy_ssl_name api.internal; proxy_ssl_verify on;
      proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://10.77.0.2:8443;`),
    ),
  services: (place) => [
    {
      kind: "apache",
      at: "10.77.0.2:8443",
      config: `SSLEngine on\nSSLCertificateFile ${place.pki}/expired.pem\nSSLCertificateKeyFile ${place.pki}/expired.key\nRedirect 204 /`,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/certificate has expired/] },
  expect: {
    firstCause: "tls-certificate-expired",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
