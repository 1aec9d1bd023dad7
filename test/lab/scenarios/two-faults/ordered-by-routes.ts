import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ordered-by-routes",
  headline: "502 on most applications, 500 on one",
  config: (place) =>
    httpConf(
      place,
      `server {
    listen 8080;
    location / { proxy_pass http://10.77.0.2:8081; }
    location /small/ { proxy_pass http://10.77.0.3:8081; }
    location /one/ { proxy_pass http://10.77.0.4:8081; }
    location /two/ { proxy_pass http://10.77.0.4:8081; }
    location /three/ { proxy_pass http://10.77.0.4:8081; }
  }`,
    ),
  services: () => [
    { kind: "http", at: "10.77.0.2:8081" },
    { kind: "http", at: "10.77.0.3:8081", answers: [{ status: 500 }] },
  ],
  proof: {
    ask: [
      { status: 200 },
      { path: "/small/", status: 500 },
      { path: "/one/", status: 502 },
      { path: "/two/", status: 502 },
      { path: "/three/", status: 502 },
    ],
    log: [/111: Connection refused/],
  },
  // Three routes are taken down by the one, one by the other.
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.4:8081", endpoint: "10.77.0.4:8081" }],
    alsoRoot: ["application-error"],
  },
});
