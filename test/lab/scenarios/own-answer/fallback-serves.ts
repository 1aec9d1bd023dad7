import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "fallback-serves",
  headline: "the spare answers on every page",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; location / { error_page 502 504 = @spare; proxy_pass http://10.77.0.2:8081; } location @spare { proxy_pass http://10.77.0.3:8082; } }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.3:8082" }],
  proof: { ask: [{ status: 200 }], log: [/refused/] },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    alsoVerdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
