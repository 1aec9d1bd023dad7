import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "only-tls12",
  headline: "502, handshake failed",
  config: (place) => httpConf(place, site("proxy_ssl_protocols TLSv1.3; proxy_pass https://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl; ssl_protocols TLSv1.2; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key; return 200 ok; }`,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 70|unsupported protocol/] },
  expect: {
    firstCause: "tls-version-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
