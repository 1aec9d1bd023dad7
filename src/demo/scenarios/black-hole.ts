import { blackHole } from "../black-hole.ts";
import { httpService } from "../http-service.ts";
import { defineScenario } from "../scenario.ts";

export const blackHolePort = defineScenario(
  {
    id: "black-hole",
    title: "Connections to the search service get no answer at all",
    headline: "504 Gateway Time-out",
    // On the wire a full accept queue and a firewall that drops look the same: SYNs vanish. Linux shows its queues.
    expect: {
      cause: process.platform === "linux" ? "service-overloaded" : "connect-timeout",
      verdict: "down",
    },
  },
  async (stage) => ({
    http: `
upstream web {
    server ${await httpService(stage)};
}

# One process, stuck since this morning. Its accept queue is full.
upstream search {
    server ${await blackHole(stage)};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /search {
        proxy_pass http://search;
        proxy_connect_timeout 1s;
    }
}
`,
    // More than the gateway waits, and no more than the demo needs.
    settings: { timeoutMs: 1500 },
  }),
);
