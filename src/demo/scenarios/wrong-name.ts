import { DEMO_CA, GOOD_CERTIFICATE, WRONG_NAME_CERTIFICATE } from "../certificates.ts";
import { httpService } from "../http-service.ts";
import { httpsService } from "../https-service.ts";
import { defineScenario } from "../scenario.ts";

export const wrongName = defineScenario(
  {
    id: "wrong-name",
    title: "The payments service shows the certificate of another name",
    headline: "502 Bad Gateway",
    expect: { cause: "tls-certificate-name-mismatch", verdict: "down" },
  },
  async (stage) => {
    await stage.write("demo-ca.pem", DEMO_CA);
    return {
      http: `
# What both services below share: their own CA, names checked.
proxy_ssl_server_name on;
proxy_ssl_verify on;
proxy_ssl_trusted_certificate demo-ca.pem;

upstream web {
    server ${await httpService(stage)};
}

upstream api.demo.test {
    server ${await httpsService(stage, GOOD_CERTIFICATE)};
}

# It was called billing until last month, and its certificate still says so.
upstream payments.demo.test {
    server ${await httpsService(stage, WRONG_NAME_CERTIFICATE)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /api/ {
        proxy_pass https://api.demo.test;
    }

    location /payments/ {
        proxy_pass https://payments.demo.test;
    }
}
`,
    };
  },
);
