import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "caddy-of-a-stranger",
  headline: "502, certificate verify failed",
  config: (place) =>
    httpConf(
      place,
      site(`proxy_ssl_server_name on; proxy_ssl_name api.internal; proxy_ssl_verify on;
      proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://10.77.0.2:8443;`),
    ),
  services: (place) => [
    {
      kind: "caddy",
      at: "10.77.0.2:8443",
      caddyfile: `https://api.internal:8443 {\n bind 10.77.0.2\n tls ${place.pki}/stranger.pem ${place.pki}/stranger.key\n respond ok\n}`,
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/unable to get (local )?issuer certificate|unable to verify/] },
  expect: {
    firstCause: "tls-certificate-untrusted",
    alsoAcceptable: ["tls-chain-incomplete"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
