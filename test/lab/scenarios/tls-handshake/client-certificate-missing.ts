import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "client-certificate-missing",
  headline: "502, handshake failed",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "openssl",
      at: "10.77.0.2:8443",
      args: [
        "-tls1_2",
        "-Verify",
        "1",
        "-CAfile",
        `${place.pki}/root.pem`,
        "-cert",
        `${place.pki}/api.pem`,
        "-key",
        `${place.pki}/api.key`,
      ],
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 40/] },
  expect: {
    firstCause: "tls-client-certificate-required",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
