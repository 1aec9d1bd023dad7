import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "error-on-one-of-two",
  headline: "500 on every other page",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.3:8081", answers: [{ status: 500 }] },
  ],
  proof: { ask: [{ status: 200 }, { status: 500 }], log: [] },
  expect: {
    firstCause: "application-error",
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.3:8081" }],
  },
});
