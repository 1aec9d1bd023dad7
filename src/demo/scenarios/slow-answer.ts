import { answer } from "../answer.ts";
import { httpService } from "../http-service.ts";
import { defineScenario } from "../scenario.ts";

const ANSWER_AFTER_MS = 2000;
const report = answer(200, { rows: 1204 });

export const slowAnswer = defineScenario(
  {
    id: "slow-answer",
    title: "The report takes two seconds, and the gateway waits for one",
    headline: "504 Gateway Time-out",
    expect: { cause: "timeout-too-short", verdict: "down" },
  },
  async (stage) => {
    const slow = await httpService(stage, (request, response) => {
      const timer = setTimeout(() => report(request, response), ANSWER_AFTER_MS);
      response.on("close", () => clearTimeout(timer));
    });
    return {
      http: `
upstream web {
    server ${await httpService(stage)};
}

upstream reports {
    server ${slow};
}

server {
    listen 8080;
    server_name shop.demo.test;

    # Right for pages. Reports inherit it.
    proxy_read_timeout 1s;

    location / {
        proxy_pass http://web;
    }

    location /reports/ {
        proxy_pass http://reports;
        proxy_set_header Host $host;
    }
}
`,
    };
  },
);
