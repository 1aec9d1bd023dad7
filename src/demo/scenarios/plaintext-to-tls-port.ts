import { GOOD_CERTIFICATE } from "../certificates.ts";
import { httpService } from "../http-service.ts";
import { httpsService } from "../https-service.ts";
import { defineScenario } from "../scenario.ts";

export const plaintextToTlsPort = defineScenario(
  {
    id: "plaintext-to-tls-port",
    title: "The gateway speaks plain HTTP to a port that wants TLS",
    headline: "502 Bad Gateway",
    expect: { cause: "plaintext-to-tls-port", verdict: "down" },
  },
  async (stage) => ({
    http: `
upstream web {
    server ${await httpService(stage)};
}

# The accounts service went to TLS. Here only the port was changed.
upstream accounts {
    server ${await httpsService(stage, GOOD_CERTIFICATE)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /accounts/ {
        proxy_pass http://accounts;
        proxy_set_header Host $host;
    }
}
`,
  }),
);
