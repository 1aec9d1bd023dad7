import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "trust-missing",
  headline: "nginx does not start",
  config: (place) => httpConf(place, site("proxy_ssl_verify on; proxy_pass https://10.77.0.2:8443;")),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "api" } }],
  proof: { refused: /no proxy_ssl_trusted_certificate for proxy_ssl_verify/ },
  expect: { firstCause: "tls-trust-missing", verdict: "down" },
});
