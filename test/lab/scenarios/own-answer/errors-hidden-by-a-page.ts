import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "errors-hidden-by-a-page",
  headline: "a friendly page everywhere",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; proxy_intercept_errors on; error_page 500 502 503 504 =200 /sorry.html; location = /sorry.html { internal; root ${place.dir}/www; } location / { proxy_pass http://10.77.0.2:8081; } }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081", answers: [{ status: 500, body: "boom" }] }],
  files: () => ({ "www/sorry.html": "sorry\n" }),
  proof: { ask: [{ status: 200, body: /sorry/ }], log: [] },
  expect: {
    firstCause: "application-error",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
