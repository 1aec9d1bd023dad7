import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "fallback-idle-and-dead",
  headline: "all is healthy, the fallback is dead and idle",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; location / { proxy_intercept_errors on; error_page 502 504 = @spare; proxy_pass http://10.77.0.2:8081; } location @spare { proxy_pass http://10.77.0.2:8082; } }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy" },
});
