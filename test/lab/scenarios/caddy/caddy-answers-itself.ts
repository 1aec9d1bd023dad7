import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-answers-itself",
  headline: "nothing is wrong",
  config: (place) =>
    caddyConf(
      place,
      `  handle /api/* {
    reverse_proxy 10.77.0.2:8081
  }
  handle {
    respond "hello"
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ body: /hello/, status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
