import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "down-beside-healthy",
  headline: "502 on one of three applications",
  config: (place) =>
    httpConf(
      place,
      `server {
    listen 8080;
    location / { proxy_pass http://10.77.0.2:8081; }
    location /shop/ { proxy_pass http://10.77.0.3:8081; }
    location /api/ { proxy_pass http://10.77.0.4:8081; }
  }`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.2:8081", "10.77.0.4:8081"] }],
  proof: {
    ask: [{ status: 200 }, { path: "/api/", status: 200 }, { path: "/shop/", status: 502 }],
    log: [/111: Connection refused/],
  },
  expect: {
    firstCause: "port-refused",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.3:8081", endpoint: "10.77.0.3:8081" }],
  },
});
