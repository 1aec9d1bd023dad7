import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "tls10-at-security-level-zero",
  headline: "all is healthy, the service is old",
  config: (place) =>
    httpConf(place, site("proxy_ssl_ciphers DEFAULT:@SECLEVEL=0; proxy_pass https://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "openssl",
      at: "10.77.0.2:8443",
      args: [
        "-www",
        "-tls1",
        "-cert",
        `${place.pki}/api.pem`,
        "-key",
        `${place.pki}/api.key`,
        "-cipher",
        "ALL:@SECLEVEL=0",
      ],
    },
  ],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
