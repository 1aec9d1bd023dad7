import { HAPROXY, haproxyConf } from "../../haproxy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...HAPROXY,
  id: "haproxy-tls-without-a-name",
  headline: "503, no server is available",
  config: (place) =>
    haproxyConf(
      place,
      `http-request set-header Host api.internal
      server one 10.77.0.2:8443 ssl verify none`,
    ),
  services: (place) => [
    {
      kind: "nginx",
      http: `server { listen 10.77.0.2:8443 ssl default_server; ssl_reject_handshake on; } server { listen 10.77.0.2:8443 ssl; server_name api.internal; ssl_certificate ${place.pki}/api.pem; ssl_certificate_key ${place.pki}/api.key; return 200 ok; }`,
    },
  ],
  proof: {
    ask: [{ status: 503 }],
    log: [/SC--/],
  },
  expect: {
    firstCause: "tls-sni-required",
    alsoAcceptable: ["sni-not-sent"],
    verdict: "down",
    subjects: [{ upstream: "api", endpoint: "10.77.0.2:8443" }],
  },
});
