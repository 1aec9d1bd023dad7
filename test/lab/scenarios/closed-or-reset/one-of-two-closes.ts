import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-of-two-closes",
  headline: "error log fills, half of the first tries fail",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "tcp", at: "10.77.0.3:8081", onData: "close" },
  ],
  proof: { ask: [{ status: 200, times: 2 }], log: [/prematurely closed connection/] },
  expect: {
    firstCause: "connection-closed-early",
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.3:8081" }],
  },
});
