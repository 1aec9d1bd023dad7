import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "expired-and-refused",
  headline: "502 on two applications",
  config: (place) =>
    httpConf(
      place,
      `  upstream web { server 10.77.0.2:8081; }
  upstream app { server 10.77.0.3:8443; server 10.77.0.4:8443; }
  proxy_ssl_verify on;
  proxy_ssl_trusted_certificate ${place.pki}/root.pem;
  server {
    listen 8080;
    location / { proxy_pass http://web; }
    location /app/ { proxy_pass https://app; }
    location /app/v2/ { proxy_pass https://app; }
    location /shop/ { proxy_pass https://app; }
  }`,
    ),
  services: () => [{ kind: "http", at: ["10.77.0.3:8443", "10.77.0.4:8443"], tls: { cert: "expired" } }],
  proof: {
    ask: [{ status: 502 }, { path: "/app/", status: 502 }],
    log: [/111: Connection refused/, /certificate verify error: \(10:/],
  },
  expect: {
    firstCause: "tls-certificate-expired",
    alsoRoot: ["port-refused"],
    verdict: "down",
    subjects: [3, 4].map((n) => ({ upstream: "app", endpoint: `10.77.0.${n}:8443` })),
  },
});
