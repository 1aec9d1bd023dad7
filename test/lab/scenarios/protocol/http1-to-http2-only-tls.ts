import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "http1-to-http2-only-tls",
  headline: "502, handshake failed or closed",
  config: (place) => httpConf(place, site("proxy_pass https://10.77.0.2:8443;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", http2: true, tls: { cert: "api" } }],
  proof: { ask: [{ status: [0, 403, 502] }], log: [/^/] },
  expect: {
    firstCause: "http-version-mismatch",
    alsoAcceptable: ["tls-alpn-mismatch", "upstream-protocol-mismatch"],
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8443", endpoint: "10.77.0.2:8443" }],
  },
});
