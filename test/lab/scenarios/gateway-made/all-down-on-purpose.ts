import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "all-down-on-purpose",
  headline: "502, no live upstreams",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081 down; server 10.77.0.3:8081 down; }\n${site("proxy_pass http://app;")}`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.3:8081"] }],
  proof: { ask: [{ status: 502 }], log: [/no live upstreams/] },
  expect: { firstCause: "upstream-all-down", verdict: "down" },
});
