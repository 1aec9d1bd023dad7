import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "dependency-followed-by-name",
  headline: "503 from the service itself",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  hosts: "10.77.0.3 db.internal\n",
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        {
          status: 503,
          headers: { "Content-Type": "application/json" },
          body: '{"status":"DOWN","components":{"db":{"status":"DOWN","details":{"error":"Cannot connect: jdbc:postgresql://shop:secret@db.internal:5432/shop"}}}}',
        },
      ],
    },
  ],
  uhcArgs: () => ["--follow-dependencies"],
  proof: { ask: [{ status: 503 }] },
  expect: {
    firstCause: "dependency-down",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
