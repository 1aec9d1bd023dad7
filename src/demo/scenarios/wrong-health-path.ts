import { answer } from "../answer.ts";
import { httpService } from "../http-service.ts";
import { defineScenario } from "../scenario.ts";

const found = answer(200, { status: "ok" });
const notFound = answer(404, { error: "no such path" });

export const wrongHealthPath = defineScenario(
  {
    id: "wrong-health-path",
    title: "The health check asks the catalog service for a path that it does not have",
    headline: "404 Not Found from the health check, and nothing in rotation",
    expect: { cause: "health-path-not-found", verdict: "down" },
  },
  async (stage) => {
    const renamed = () =>
      httpService(stage, (request, response) => {
        const serve = request.url === "/healthz" ? notFound : found;
        serve(request, response);
      });
    return {
      http: `
upstream web {
    server ${await httpService(stage)};
}

# Its /healthz became /health/live with the new framework.
upstream catalog {
    server ${await renamed()};
    server ${await renamed()};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /catalog/ {
        proxy_pass http://catalog;
        proxy_set_header Host $host;
    }
}
`,
      settings: { healthPath: "/healthz" },
    };
  },
);
