import { CADDY, caddyConf } from "../../caddy-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  ...CADDY,
  id: "caddy-answer-too-late",
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
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ delayMs: 2_000 }] }],
  timing: true,
  proof: { ask: [{ status: 504 }], log: [/timeout awaiting response headers/] },
  expect: {
    firstCause: "timeout-too-short",
    alsoAcceptable: ["service-overloaded"],
    verdict: "down",
    subjects: [{ endpoint: "10.77.0.2:8081" }],
  },
});
