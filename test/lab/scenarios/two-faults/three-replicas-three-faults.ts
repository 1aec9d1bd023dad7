import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "three-replicas-three-faults",
  headline: "502 for everybody",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8443; server 10.77.0.3:8443; server 10.77.0.4:8443; }
server { listen 8080; location / { proxy_pass https://app; proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_server_name on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_next_upstream off; } }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8443" },
    { kind: "http", at: "10.77.0.3:8443", tls: { cert: "expired" } },
  ],
  proof: {
    ask: [{ status: 502, times: 3 }],
    log: [/refused/, /certificate has expired/, /wrong version number/],
  },
  expect: {
    firstCause: "port-refused",
    alsoAcceptable: ["tls-certificate-expired", "tls-to-plaintext-port"],
    alsoRoot: ["port-refused", "tls-certificate-expired", "tls-to-plaintext-port"],
    verdict: "down",
  },
});
