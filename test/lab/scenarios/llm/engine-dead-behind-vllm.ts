import { httpConf, site } from "../../nginx-conf.ts";
import { scenario } from "../../scenario.ts";

export default scenario({
  id: "engine-dead-behind-vllm",
  headline: "the model server's health path answers 500 without a word",
  config: (place) => httpConf(place, site("proxy_pass http://10.77.0.2:8081;")),
  services: () => [
    {
      kind: "http",
      at: "10.77.0.2:8081",
      answers: [
        { when: { path: "/health" }, status: 500, headers: { server: "uvicorn" }, body: "" },
        {
          when: { path: "/v1/models" },
          headers: { server: "uvicorn", "Content-Type": "application/json" },
          body: '{"object":"list","data":[{"id":"qwen","object":"model","owned_by":"vllm","max_model_len":8192}]}',
        },
        { status: 404, headers: { server: "uvicorn" }, body: '{"detail":"Not Found"}' },
      ],
    },
  ],
  uhcArgs: () => ["--health-path", "/health"],
  proof: { ask: [{ path: "/health", status: 500 }], log: [] },
  expect: {
    firstCause: "llm-engine-dead",
    verdict: "down",
    subjects: [{ upstream: "10.77.0.2:8081", endpoint: "10.77.0.2:8081" }],
  },
});
