import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "fifty-days-left",
  headline: "all is healthy, and the certificate ends in 50 days",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8443; }\n${site(`proxy_ssl_verify on; proxy_ssl_trusted_certificate ${place.pki}/root.pem; proxy_pass https://app;`)}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "fifty-days" } }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
