import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "client-certificate-configured",
  headline: "all is well",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_certificate ${place.pki}/client.pem; proxy_ssl_certificate_key ${place.pki}/client.key; proxy_pass https://10.77.0.2:8443;`,
      ),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api", clientCert: true } }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
