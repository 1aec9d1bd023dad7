import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "client-certificate-missing-as-400",
  headline: "400 on every page",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl; ssl_verify_client on; ssl_client_certificate ${place.pki}/root.pem; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ status: 400, body: /No required SSL certificate was sent/ }], log: [] },
  expect: {
    firstCause: "tls-client-certificate-required",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
