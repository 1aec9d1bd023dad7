import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-not-found-on-the-route",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  handle_path /api/* {
    reverse_proxy 10.77.0.2:8081
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/x" } }, { status: 404 }] },
  ],
  proof: { ask: [{ path: "/api/x", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
