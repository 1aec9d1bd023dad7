import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-strips-too-much",
  headline: "404 for the whole API",
  config: (place) =>
    caddyConf(
      place,
      `  handle_path /api/* {
    reverse_proxy 10.77.0.2:8081
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ when: { path: "/api/" } }] }],
  proof: { ask: [{ path: "/api/users", status: 404 }] },
  expect: {
    firstCause: "path-mismatch",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
