import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "post-alone-says-501",
  headline: "all is well, the service knows no GET",
  config: (place) =>
    httpConf(place, `server { listen 8080; location /rpc { proxy_pass http://10.77.0.2:8081; } }`),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { method: "POST" } }, { status: 501, body: "Unsupported method" }],
    },
  ],
  proof: { ask: [{ path: "/rpc", method: "POST", status: 200 }] },
  expect: { firstCause: null, verdict: "healthy" },
});
