import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "few-requests-allowed",
  headline: "all is healthy, the service takes three requests a minute from one address",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; ${["a", "b", "c", "d", "e", "f"].map((name) => `location /${name}/ { proxy_pass http://10.77.0.2:8081; }`).join(" ")} }`,
    ),
  services: () => [
    {
      kind: "nginx",
      http: `limit_req_zone $binary_remote_addr zone=one:1m rate=3r/m; server { listen 10.77.0.2:8081; limit_req zone=one burst=3 nodelay; limit_req_status 429; location / { empty_gif; } }`,
    },
  ],
  proof: { ask: [{ path: "/a/", status: 200 }], log: [] },
  expect: { firstCause: null, verdict: "healthy", alsoVerdict: "unknown" },
});
