import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "posts-alone-fail",
  headline: "orders end in 500, and every page is fine",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { method: "POST" }, status: 500, body: "boom" }, {}],
    },
  ],
  proof: {
    ask: [
      { status: 200, times: 12 },
      { method: "POST", path: "/orders", headers: "Content-Length: 0\r\n", status: 500, times: 6 },
    ],
    log: [],
  },
  expect: {
    firstCause: "application-error",
    verdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
