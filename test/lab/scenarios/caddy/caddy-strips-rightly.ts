import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-strips-rightly",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  handle_path /api/* {
    reverse_proxy 10.77.0.2:8081
  }
  handle {
    respond "hello"
  }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { path: "/users" } },
        { when: { path: "/api/" }, status: 404 },
        { when: { path: "/" } },
      ],
    },
  ],
  proof: { ask: [{ path: "/api/users", status: 200 }] },
  expect: {
    firstCause: null,
    verdict: "healthy",
  },
});
