import { DEMO_CA, EXPIRED_CERTIFICATE } from "../certificates.ts";
import { httpService } from "../http-service.ts";
import { httpsService } from "../https-service.ts";
import { defineScenario } from "../scenario.ts";

export const expiredCertificate = defineScenario(
  {
    id: "expired-certificate",
    title: "The API's certificate expired, and the gateway verifies it",
    headline: "502 Bad Gateway",
    expect: { cause: "tls-certificate-expired", verdict: "down" },
  },
  async (stage) => {
    await stage.write("demo-ca.pem", DEMO_CA);
    return {
      http: `
upstream web {
    server ${await httpService(stage)};
}

# Two instances, one certificate, and nobody renewed it.
upstream api {
    server ${await httpsService(stage, EXPIRED_CERTIFICATE)};
    server ${await httpsService(stage, EXPIRED_CERTIFICATE)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /api/ {
        proxy_pass https://api;
        proxy_ssl_server_name on;
        proxy_ssl_name api.demo.test;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate demo-ca.pem;
    }
}
`,
    };
  },
);
