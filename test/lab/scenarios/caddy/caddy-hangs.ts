import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-hangs",
  headline: "504",
  config: (place) =>
    caddyConf(
      place,
      `  reverse_proxy 10.77.0.2:8081 {
    transport http {
      response_header_timeout 500ms
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ instead: "hang" }] }],
  timing: true,
  proof: { ask: [{ status: 504 }], log: [/timeout awaiting response headers/] },
  expect: { firstCause: "service-hung", verdict: "down", subjects: [{ endpoint: "10.77.0.2:8081" }] },
});
