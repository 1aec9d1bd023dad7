import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-unknown-authority",
  headline: "the connection is closed",
  config: (place) =>
    streamConf(
      place,
      `server { listen 8080; proxy_ssl on; proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass 10.77.0.2:8443; }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "stranger" } }],
  proof: { ask: [{ status: [-2, 0] }], log: [/upstream SSL certificate verify error/] },
  expect: {
    firstCause: "tls-certificate-untrusted",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
    alsoAcceptable: ["tls-chain-incomplete"],
  },
});
