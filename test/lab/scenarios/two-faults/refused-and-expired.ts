import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "refused-and-expired",
  headline: "502 on two applications",
  config: (place) =>
    httpConf(
      place,
      `  upstream web { server 10.77.0.2:8081; }
  upstream app { server 10.77.0.3:8443; }
  server {
    listen 8080;
    location / { proxy_pass http://web; }
    location /a/ { proxy_pass http://web; }
    location /b/ { proxy_pass http://web; }
    location /app/ {
      proxy_ssl_verify on;
      proxy_ssl_trusted_certificate ${place.pki}/root.pem;
      proxy_pass https://app;
    }
  }`,
    ),
  services: () => [{ kind: "http", at: "10.77.0.3:8443", tls: { cert: "expired" } }],
  proof: {
    ask: [{ status: 502 }, { path: "/app/", status: 502 }],
    log: [/111: Connection refused/, /certificate verify error: \(10:/],
  },
  // Three routes against one.
  expect: {
    firstCause: "port-refused",
    alsoRoot: ["tls-certificate-expired"],
    verdict: "down",
    subjects: [{ upstream: "web", endpoint: "10.77.0.2:8081" }],
  },
});
