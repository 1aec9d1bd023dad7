import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "client-certificate-missing-tls13",
  headline: "502, handshake fine and no answer",
  config: (place) =>
    httpConf(place, site("proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_pass https://10.77.0.2:8443;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api", clientCert: true } }],
  proof: { ask: [{ status: 502 }], log: [/SSL alert number 116/] },
  expect: {
    firstCause: "tls-client-certificate-required",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
