import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "error-for-any-host-without-a-log",
  headline: "500 on every page",
  config: (place) => httpConf(place, site(`proxy_set_header Host $host; proxy_pass http://10.77.0.2:8081;`)),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ status: 500, body: "boom" }] }],
  uhcArgs: () => ["--no-log"],
  proof: { ask: [{ status: 500 }], log: [] },
  expect: {
    firstCause: "application-error",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
