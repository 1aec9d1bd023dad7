import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "generation-outlasts-the-limit",
  headline: "504 on long prompts, and all is well otherwise",
  config: (place) => httpConf(place, site("proxy_read_timeout 1s; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/v1/chat/completions" }, delayMs: 3_000, body: "{}" }, { body: "{}" }],
    },
  ],
  proof: {
    ask: [
      { path: "/health", status: 200 },
      { method: "POST", path: "/v1/chat/completions", status: 504, times: 2 },
    ],
    log: [/110: Connection timed out/],
  },
  expect: {
    firstCause: "llm-response-slower-than-timeout",
    verdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
  timing: true,
});
