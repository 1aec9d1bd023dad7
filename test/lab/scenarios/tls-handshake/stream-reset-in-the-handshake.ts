import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "stream-reset-in-the-handshake",
  headline: "connections end at once",
  config: (place) => streamConf(place, `server { listen 8080; proxy_ssl on; proxy_pass 10.77.0.2:8443; }`),
  services: () => [{ kind: "tcp", at: "10.77.0.2:8443", onData: "reset" }],
  proof: { ask: [{ status: [-2, 0] }], log: [/SSL_do_handshake|reset by peer|closed/] },
  expect: {
    firstCause: "connection-reset",
    alsoAcceptable: ["tls-sni-required", "plaintext-to-tls-port"],
    verdict: "down",
  },
});
