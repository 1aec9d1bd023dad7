import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "host-lost-beside-another-header",
  headline: "404 below /api/ since its requests carry an id",
  config: (place) =>
    httpConf(
      place,
      `proxy_set_header Host shop.example;
  upstream app { server 10.77.0.2:8081; }
  server {
    listen 8080;
    location / { proxy_pass http://app; }
    location /api/ { proxy_set_header X-Request-Id $request_id; proxy_pass http://app; }
  }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { host: "shop.example" } }, { status: 404, body: "no such site" }],
    },
  ],
  proof: {
    ask: [
      { path: "/", status: 200 },
      { path: "/api/", status: 404 },
    ],
    log: [],
  },
  expect: {
    firstCause: "host-header-rejected",
    // The one is what happens, the other how it came.
    alsoAcceptable: ["headers-not-inherited"],
    verdict: "degraded",
    subjects: [{ upstream: "app", endpoint: "10.77.0.2:8081" }],
  },
});
