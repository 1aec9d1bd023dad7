import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "name-by-map",
  headline: "502, the name does not match",
  config: (place) =>
    httpConf(
      place,
      `map $uri $peer_name { default wrong.internal; } server { listen 8080; location / { proxy_ssl_verify on; proxy_ssl_name $peer_name; proxy_ssl_server_name on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://10.77.0.2:8443; } }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 502 }], log: [/does not match/] },
  expect: {
    firstCause: "tls-certificate-name-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
