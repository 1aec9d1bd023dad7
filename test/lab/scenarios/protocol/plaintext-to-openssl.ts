import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "plaintext-to-openssl",
  headline: "502, closed before an answer",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8443;")),
  services: (place) => [
    {
      kind: "openssl",
      at: "10.77.0.2:8443",
      args: ["-cert", `${place.pki}/api.pem`, "-key", `${place.pki}/api.key`],
    },
  ],
  proof: { ask: [{ status: 502 }], log: [/prematurely closed connection|104: Connection reset/] },
  expect: {
    firstCause: "plaintext-to-tls-port",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
