import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-down-on-purpose",
  headline: "all is healthy, one server switched off",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081 down; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200, times: 2 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
