import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "burst-limit-of-the-service",
  headline: "all is well, the service takes four requests a second",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; ${["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => `location /${name}/ { proxy_pass http://10.77.0.2:8081; }`).join(" ")} }`,
    ),
  services: () => [
    {
      kind: "nginx",
      http: `limit_req_zone $binary_remote_addr zone=one:1m rate=2r/s; server { listen 10.77.0.2:8081; limit_req zone=one burst=2 nodelay; limit_req_status 429; location / { return 200 ok; } }`,
    },
  ],
  proof: { ask: [{ path: "/a/", status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy", mustNotRoot: ["rate-limited"] },
});
