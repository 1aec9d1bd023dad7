import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "caddy-application-unavailable-in-words",
  headline: "503 for everybody",
  ...CADDY,
  config: (place) => caddyConf(place, "  reverse_proxy 10.77.0.2:8081"),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ status: 503, body: "Service Unavailable" }] },
  ],
  proof: { ask: [{ status: 503 }] },
  expect: { firstCause: "application-error", verdict: "down" },
});
