import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "plaintext-to-nginx-tls",
  headline: "400 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ status: 400, body: /plain HTTP request was sent to HTTPS port/ }], log: [] },
  expect: {
    firstCause: "plaintext-to-tls-port",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
