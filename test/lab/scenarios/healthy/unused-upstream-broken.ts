import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "unused-upstream-broken",
  headline: "all is healthy: nothing leads to the dead group",
  config: (place) =>
    httpConf(
      place,
      `upstream old { server 10.77.0.9:8081; }\nupstream app { server 10.77.0.2:8081; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
