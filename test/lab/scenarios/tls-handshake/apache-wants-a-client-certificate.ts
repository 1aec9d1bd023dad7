import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "apache-wants-a-client-certificate",
  headline: "502, handshake failed",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "apache",
      at: "10.77.0.2:8443",
      config: `SSLEngine on\nSSLCertificateFile ${place.pki}/api.pem\nSSLCertificateKeyFile ${place.pki}/api.key\nSSLCACertificateFile ${place.pki}/root.pem\nSSLVerifyClient require\nRedirect 204 /`,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/alert number (40|116)|104: Connection reset|SSL_read\(\) failed/] },
  expect: {
    firstCause: "tls-client-certificate-required",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
