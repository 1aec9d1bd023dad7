import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-of-two-never-answers",
  headline: "every other request is slow",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081; }\n${site("proxy_read_timeout 1s; proxy_pass http://app;")}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "tcp", at: "10.77.0.3:8081" },
  ],
  proof: {
    ask: [{ status: 200, times: 2 }],
    log: [/upstream timed out.*while reading response header from upstream/],
  },
  expect: {
    firstCause: "service-hung",
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.3:8081" }],
  },
});
