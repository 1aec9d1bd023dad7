import { readFileSync, writeFileSync } from "node:fs";
import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "client-key-unreadable",
  headline: "502, handshake failed, and the client key may not be read",
  config: (place) =>
    httpConf(
      place,
      site(`proxy_ssl_certificate ${place.dir}/client.pem; proxy_ssl_certificate_key ${place.dir}/client.key;
      proxy_pass https://10.77.0.2:8443;`),
    ),
  before: (place) => {
    for (const kind of ["pem", "key"]) {
      writeFileSync(`${place.dir}/client.${kind}`, readFileSync(`${place.pki}/client.${kind}`), {
        mode: 0o600,
      });
    }
  },
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api", clientCert: true } }],
  proof: { ask: [{ status: 200 }], log: [] },
  asNobody: true,
  // The gateway has the certificate, uhc may not use it: nothing can be said against the service.
  expect: {
    firstCause: null,
    verdict: "unknown",
    alsoVerdict: "healthy",
    notChecked: /client\.key|client certificate/,
  },
});
