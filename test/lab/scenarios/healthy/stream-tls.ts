import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-tls",
  headline: "all is well",
  config: (place) =>
    streamConf(
      place,
      `server { listen 7000; proxy_ssl on; proxy_ssl_verify on; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass 10.77.0.2:8443; }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ to: "127.0.0.1:7000", path: "/", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
