import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-auth-knows-other-hosts",
  headline: "404 from every page",
  config: (place) =>
    caddyConf(
      place,
      `  forward_auth 10.77.0.2:9091 {
    uri /api/verify
  }
  reverse_proxy 10.77.0.2:8081`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.2:9091", answers: [{ status: 404 }] },
  ],
  proof: { ask: [{ status: 404 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
