import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "starting",
  headline: "503 on every page",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { status: 503, headers: { "Retry-After": "5" }, body: "Application is starting up, please wait\n" },
      ],
    },
  ],
  proof: { ask: [{ status: 503, body: /starting/ }], log: [] },
  expect: {
    firstCause: "service-starting",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
