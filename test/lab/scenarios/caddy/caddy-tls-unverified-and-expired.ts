import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-tls-unverified-and-expired",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy https://10.77.0.2:8443 {
    transport http {
      tls_insecure_skip_verify
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8443", tls: { cert: "expired" } }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
