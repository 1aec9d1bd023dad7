import { copyFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "authorities-put-right-and-not-reloaded",
  headline: "502, a certificate that cannot be verified, and openssl verifies it with the same file",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.dir}/ca.pem; proxy_ssl_name api.internal; proxy_pass https://10.77.0.2:8443;`,
      ),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  before: (place) => copyFileSync(`${place.pki}/stranger-root.pem`, `${place.dir}/ca.pem`),
  running: async (place) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    copyFileSync(`${place.pki}/root.pem`, `${place.dir}/ca.pem`);
  },
  proof: { ask: [{ status: 502 }], log: [/certificate verify error/] },
  expect: {
    firstCause: "config-not-reloaded",
    verdict: "down",
    // Nobody else than the running workers can show that all of their requests fail.
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
