import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "all-of-three-refused",
  headline: "502, no live upstreams",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081; server 10.77.0.4:8081; }\n${site("proxy_pass http://app;")}`,
    ),
  proof: { ask: [{ status: 502, times: 2 }], log: [/111: Connection refused/, /no live upstreams/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [2, 3, 4].map((n) => ({ upstream: "app", endpoint: `10.77.0.${n}:8081` })),
  },
});
