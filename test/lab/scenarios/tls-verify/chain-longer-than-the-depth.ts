import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "chain-longer-than-the-depth",
  headline: "502, certificate verify error",
  config: (place) =>
    httpConf(
      place,
      site(
        `proxy_ssl_verify on; proxy_ssl_verify_depth 0; proxy_ssl_name api.internal; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://10.77.0.2:8443;`,
      ),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "chained" } }],
  proof: { ask: [{ status: 502 }], log: [/certificate verify error/] },
  expect: {
    firstCause: "tls-certificate-untrusted",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
    alsoAcceptable: ["tls-chain-incomplete"],
  },
});
