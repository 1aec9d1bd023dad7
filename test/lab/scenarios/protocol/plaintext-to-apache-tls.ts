import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "plaintext-to-apache-tls",
  headline: "400 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "apache",
      at: "10.77.0.2:8443",
      config: `SSLEngine on\nSSLCertificateFile ${place.pki}/api.pem\nSSLCertificateKeyFile ${place.pki}/api.key\nRedirect 204 /`,
    },
  ],
  proof: { ask: [{ status: 400, body: /speaking plain HTTP to an SSL-enabled server port/ }] },
  expect: {
    firstCause: "plaintext-to-tls-port",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
