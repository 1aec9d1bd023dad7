import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "client-certificate-optional",
  headline: "all is healthy, a client certificate is welcome and not needed",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key; ssl_client_certificate ${place.pki}/root.pem; ssl_verify_client optional; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
