import { httpConf } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "ollama-admits-its-own-name",
  headline: "403 on every page",
  config: (place) =>
    httpConf(
      place,
      `server { listen 8080; server_name llm.example.com; location / { proxy_set_header Host $host; proxy_pass http://127.0.0.1:11434; } }`,
    ),
  services: () => [
    {
      kind: "http",
      onGateway: true,
      at: "127.0.0.1:11434",
      answers: [
        { when: { host: "127.0.0.1:11434" }, body: "Ollama is running" },
        { when: { host: "localhost:11434" }, body: "Ollama is running" },
        { when: { host: "localhost" }, body: "Ollama is running" },
        { status: 403, body: "" },
      ],
    },
  ],
  proof: { ask: [{ host: "llm.example.com", status: 403 }], log: [] },
  expect: {
    firstCause: "host-header-rejected",
    verdict: "down",
    subjects: [{ upstream: "127.0.0.1:11434", endpoint: "127.0.0.1:11434" }],
  },
});
