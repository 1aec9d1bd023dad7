import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-tls-to-plaintext",
  headline: "502",
  config: (place) => caddyConf(place, `  reverse_proxy https://10.77.0.2:8081`),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: {
    ask: [{ status: 502 }],
    log: [/server gave HTTP response to HTTPS client|first record does not look like a TLS handshake/],
  },
  expect: {
    firstCause: "tls-to-plaintext-port",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
