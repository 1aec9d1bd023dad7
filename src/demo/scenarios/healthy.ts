import { answer } from "../answer.ts";
import { DEMO_CA, GOOD_CERTIFICATE } from "../certificates.ts";
import { closedPort } from "../closed-port.ts";
import { httpService } from "../http-service.ts";
import { httpsService } from "../https-service.ts";
import { defineScenario } from "../scenario.ts";

export const healthy = defineScenario(
  {
    id: "healthy",
    title: "Nothing is broken, though much of it looks odd",
    headline: "200 OK",
    expect: { cause: undefined, verdict: "healthy" },
  },
  async (stage) => {
    await stage.write("demo-ca.pem", DEMO_CA);
    return {
      http: `
upstream web {
    server ${await httpService(stage)} weight=2;
    server ${await httpService(stage)};
    # Switched off for a repair.
    server ${await closedPort(stage)} down;
    server ${await httpService(stage)} backup;
}

# Has nothing at / and is fine all the same.
upstream assets {
    server ${await httpService(stage, answer(404, { error: "no index" }))};
}

# Wants a password, which is the visitors' business.
upstream admin {
    server ${await httpService(stage, answer(401, { error: "who are you?" }))};
}

upstream api.demo.test {
    server ${await httpsService(stage, GOOD_CERTIFICATE)};
}

# Gone for good. No route leads here any more.
upstream old-shop {
    server ${await closedPort(stage)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /assets/ {
        proxy_pass http://assets/;
    }

    location /admin/ {
        proxy_pass http://admin;
    }

    location /api/ {
        proxy_pass https://api.demo.test;
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate demo-ca.pem;
    }
}
`,
    };
  },
);
