import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "router-of-many-sites-is-down",
  headline: "503 on every page",
  config: (place) =>
    httpConf(
      place,
      `upstream app { server 10.77.0.2:8081; server 10.77.0.3:8081; } server { listen 8080; location / { proxy_set_header Host $host; proxy_pass http://app; } }`,
    ),
  services: () => [
    {
      kind: "http",
      at: ["10.77.0.2:8081", "10.77.0.3:8081"],
      answers: [
        {
          status: 503,
          body: "<html><body><h1>503 Service Unavailable</h1>No server is available to handle this request.</body></html>",
        },
      ],
    },
  ],
  proof: { ask: [{ status: 503, times: 3 }], log: [] },
  expect: { firstCause: "application-error", verdict: "down" },
});
