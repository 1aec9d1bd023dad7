import { streamConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "proxy-header-before-tls-not-expected",
  headline: "the connection is closed",
  config: (place) =>
    streamConf(place, "server { listen 8080; proxy_protocol on; proxy_ssl on; proxy_pass 10.77.0.2:8443; }"),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { ask: [{ status: [-2, 0] }], log: [/SSL_do_handshake\(\) failed|while SSL handshaking/] },
  expect: {
    firstCause: "proxy-protocol-mismatch",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
