import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "slow-only-over-one-of-two",
  headline: "slow on every other page, then fine",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081; }
${site("proxy_read_timeout 1s; proxy_pass http://app;")}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.3:8081", answers: [{ delayMs: 2500 }] },
  ],
  proof: { ask: [{ status: 200, times: 2 }], log: [/upstream timed out.*10\.77\.0\.3:8081/] },
  timing: true,
  expect: {
    firstCause: "timeout-too-short",
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.3:8081" }],
  },
});
