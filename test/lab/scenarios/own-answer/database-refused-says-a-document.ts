import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "database-refused-says-a-document",
  headline: "503 with a document",
  config: (place) => httpConf(place, site("proxy_set_header Host $host; proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 503,
          headers: { "Content-Type": "application/json" },
          body: '{"error":"could not connect to database at 10.77.0.7:5432: connection refused"}',
        },
      ],
    },
  ],
  proof: { ask: [{ status: 503 }] },
  expect: { firstCause: "dependency-down", verdict: "down" },
});
