import { answer } from "../answer.ts";
import { httpService } from "../http-service.ts";
import { defineScenario } from "../scenario.ts";

export const applicationError = defineScenario(
  {
    id: "application-error",
    title: "The basket service itself answers 500 to everything",
    headline: "500 Internal Server Error",
    expect: { cause: "application-error", verdict: "down" },
  },
  async (stage) => {
    const failing = () =>
      httpService(stage, answer(500, { error: "unhandled exception in BasketController" }));
    return {
      http: `
upstream web {
    server ${await httpService(stage)};
}

# Both instances run the release of this morning.
upstream basket {
    server ${await failing()};
    server ${await failing()};
}

server {
    listen 8080;
    server_name shop.demo.test;

    location / {
        proxy_pass http://web;
    }

    location /basket/ {
        proxy_pass http://basket;
        proxy_set_header Host $host;
    }
}
`,
    };
  },
);
