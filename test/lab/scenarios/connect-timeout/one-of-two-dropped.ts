import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-of-two-dropped",
  headline: "every other request is slow",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081; }\n${site("proxy_connect_timeout 1s; proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  serviceFirewall: `table inet lab {
  chain input {
    type filter hook input priority 0;
    ip daddr 10.77.0.3 drop
  }
}`,
  proof: {
    ask: [{ status: 200, times: 2 }],
    log: [/upstream timed out \(110.*while connecting to upstream/],
  },
  expect: {
    firstCause: "connect-timeout",
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.3:8081" }],
  },
});
