import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-errors-hidden",
  headline: "a maintenance page",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081
  handle_errors {
    respond "be back soon" 200
  }`,
    ),
  proof: { ask: [{ status: 200 }] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
