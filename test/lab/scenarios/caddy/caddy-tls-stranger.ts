import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-tls-stranger",
  headline: "502",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls_server_name api.internal
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: 502 }], log: [/signed by unknown authority/] },
  expect: {
    firstCause: "tls-certificate-untrusted",
    alsoAcceptable: ["tls-certificate-self-signed"],
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8443" }],
  },
});
