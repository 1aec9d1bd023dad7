import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "trust-of-one-tenant-is-another",
  headline: "502 on one of two sites",
  config: (place) => httpConf(place, `proxy_ssl_session_reuse off; include ${place.dir}/sites/*.conf;`),
  files: (place) => ({
    "sites/a.conf": `server { listen 8080; server_name a.test; location / { include ${place.dir}/tls-good.inc; proxy_pass https://10.77.0.2:8443; } }`,
    "sites/b.conf": `server { listen 8080; server_name b.test; location / { include ${place.dir}/tls-bad.inc; proxy_pass https://10.77.0.2:8443; } }`,
    "tls-good.inc": `proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/root.pem;`,
    "tls-bad.inc": `proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/stranger-root.pem;`,
  }),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: {
    ask: [
      { host: "a.test", status: 200 },
      { host: "b.test", status: 502 },
    ],
    log: [/unable to (get local|verify)/],
  },
  expect: { firstCause: "tls-certificate-untrusted", verdict: "degraded", alsoVerdict: "down" },
});
