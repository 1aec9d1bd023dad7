import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "503-on-another-location",
  headline: "all is healthy, one path answers 503 on purpose",
  config: (place) =>
    httpConf(
      place,
      "server { listen 8080; location / { proxy_pass http://10.77.0.2:8081; } location /closed/ { return 503; } }",
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }, { path: "/closed/", status: 503 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
