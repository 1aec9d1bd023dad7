import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ciphers-of-the-gateway-too-few",
  headline: "502, handshake failed",
  config: (place) =>
    httpConf(
      place,
      site(`proxy_ssl_protocols TLSv1.2; proxy_ssl_ciphers AES128-SHA; proxy_pass https://10.77.0.2:8443;`),
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 40/] },
  expect: {
    firstCause: "tls-cipher-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
