import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "client-certificate-expired-says-nginx",
  headline: "400 on every page",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_certificate ${place.pki}/expired-client.pem; proxy_ssl_certificate_key ${place.pki}/expired-client.key; proxy_pass https://10.77.0.2:8443;`,
      ),
    ),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key; ssl_client_certificate ${place.pki}/root.pem; ssl_verify_client on; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ status: 400, body: /SSL certificate error/ }], log: [] },
  expect: {
    firstCause: "tls-client-certificate-required",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
