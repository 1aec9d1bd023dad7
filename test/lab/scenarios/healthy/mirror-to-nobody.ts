import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "mirror-to-nobody",
  headline: "all is healthy, a mirror has nobody behind it",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; location / { mirror /copy; proxy_pass http://10.77.0.2:8081; } location = /copy { internal; proxy_connect_timeout 1s; proxy_pass http://10.77.0.2:8082$request_uri; } }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.2:8081" }],
  proof: { ask: [{ status: 200 }], log: [/connect\(\) failed/] },
  expect: { firstCause: null, verdict: "healthy" },
});
