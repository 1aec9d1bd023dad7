import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "under-maintenance",
  headline: "503 on every page",
  config: (place) => httpConf(place, site(`proxy_pass http://10.77.0.2:8081;`)),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 503,
          headers: { "Retry-After": "3600", "Content-Type": "text/html" },
          body: "<html><body><h1>Down for maintenance</h1><p>We are back at noon.</p></body></html>",
        },
      ],
    },
  ],
  proof: { ask: [{ status: 503 }], log: [] },
  expect: {
    firstCause: "application-error",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
