import { closedPort } from "../closed-port.ts";
import { httpService } from "../http-service.ts";
import { defineScenario } from "../scenario.ts";

export const oneRefused = defineScenario(
  {
    id: "one-refused",
    title: "One of three instances of the orders service is gone",
    headline: "200 OK, because nginx tries the next one",
    expect: { cause: "port-refused", verdict: "degraded" },
  },
  async (stage) => ({
    http: `
upstream web {
    server ${await httpService(stage)};
}

upstream orders {
    least_conn;
    server ${await httpService(stage)} max_fails=2 fail_timeout=10s;
    server ${await closedPort(stage)} max_fails=2 fail_timeout=10s;
    server ${await httpService(stage)} max_fails=2 fail_timeout=10s;
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
        proxy_next_upstream error timeout;
    }
}
`,
  }),
);
