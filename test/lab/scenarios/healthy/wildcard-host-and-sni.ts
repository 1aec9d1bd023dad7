import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "wildcard-host-and-sni",
  headline: "all is healthy, the site has many names",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; server_name *.internal; location / { proxy_ssl_server_name on; proxy_ssl_name $host; proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_set_header Host $host; proxy_pass https://10.77.0.2:8443; } }`,
    ),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl default_server; ssl_reject_handshake on; } server { listen 10.77.0.2:8443 ssl; server_name api.internal; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ host: "api.internal", status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy", alsoVerdict: "unknown" },
  quiet: "an access log without peers tells whose answer it was only where there is one endpoint",
});
