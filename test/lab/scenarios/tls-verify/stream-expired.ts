import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-expired",
  headline: "the connection is closed",
  config: (place) =>
    streamConf(
      place,
      `server { listen 8080; proxy_ssl on; proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass 10.77.0.2:8443; }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "expired" } }],
  proof: { ask: [{ status: [-2, 0] }], log: [/certificate/] },
  expect: {
    firstCause: "tls-certificate-expired",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
