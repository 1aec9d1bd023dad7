import { httpService } from "../http-service.ts";
import { defineScenario } from "../scenario.ts";

export const tlsToPlaintextPort = defineScenario(
  {
    id: "tls-to-plaintext-port",
    title: "The gateway speaks TLS to a port that speaks plain HTTP",
    headline: "502 Bad Gateway",
    expect: { cause: "tls-to-plaintext-port", verdict: "down" },
  },
  async (stage) => ({
    http: `
upstream web {
    server ${await httpService(stage)};
}

# TLS is done by a sidecar on another port. This is the port behind it.
upstream accounts {
    server ${await httpService(stage)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /accounts/ {
        proxy_pass https://accounts;
        proxy_ssl_server_name on;
        proxy_ssl_name accounts.demo.test;
    }
}
`,
  }),
);
