import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "one-path-of-three-fails",
  headline: "500 on one path",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; ${["a", "b", "c"].map((name) => `location /${name}/ { proxy_pass http://10.77.0.2:8081; }`).join(" ")} }`,
    ),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [{ when: { path: "/b/" }, status: 500, body: "boom" }, {}],
    },
  ],
  proof: {
    ask: [
      { path: "/a/", status: 200 },
      { path: "/b/", status: 500 },
    ],
    log: [],
  },
  expect: {
    firstCause: "application-error",
    verdict: "degraded",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
