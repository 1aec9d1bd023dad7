import { closedPort } from "../closed-port.ts";
import { httpService } from "../http-service.ts";
import { defineScenario } from "../scenario.ts";

export const refusedPort = defineScenario(
  {
    id: "refused-port",
    title: "Nothing listens on the port of the orders service",
    headline: "502 Bad Gateway",
    expect: { cause: "port-refused", verdict: "down" },
  },
  async (stage) => ({
    http: `
upstream web {
    server ${await httpService(stage)};
    server ${await httpService(stage)};
}

# The orders service got a new port in its last release. Nobody told the gateway.
upstream orders {
    server ${await closedPort(stage)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /orders/ {
        proxy_pass http://orders;
        proxy_set_header Host $host;
        proxy_connect_timeout 2s;
    }
}
`,
  }),
);
