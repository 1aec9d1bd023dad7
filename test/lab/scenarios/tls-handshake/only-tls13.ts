import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "only-tls13",
  headline: "502, handshake failed",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "openssl",
      at: "10.77.0.2:8443",
      args: ["-tls1_3", "-cert", `${place.pki}/api.pem`, "-key", `${place.pki}/api.key`],
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 70/] },
  // nginx 1.22 offers TLS 1.2 at most unless proxy_ssl_protocols says otherwise.
  expect: {
    firstCause: "tls-version-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
