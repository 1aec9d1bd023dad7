import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-application-redirects",
  headline: "nothing is wrong",
  config: (place) => caddyConf(place, `  reverse_proxy 10.77.0.2:8081`),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ status: 302, headers: { location: "https://login.internal/" } }],
    },
  ],
  proof: { ask: [{ status: 302 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
