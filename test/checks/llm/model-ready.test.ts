import { describe, expect, it } from "vitest";
import check from "../../../checks/llm/model-ready.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const answer = (status: number, body: unknown, ask: Parameters<typeof plain>[0] = {}) =>
  exchange(
    { status, bodyStart: typeof body === "string" ? body : JSON.stringify(body) },
    { request: plain({ path: "/v1/models", ...ask }) },
  );
const declared = { purpose: "declared-check", path: "/health" } as const;

describe("llm-model-loading", () => {
  it.each([
    ["llama.cpp", 503, { error: { message: "Loading model", type: "unavailable_error", code: 503 } }],
    ["an old llama.cpp", 503, { status: "loading model" }],
    ["Hugging Face", 503, { error: "Model gpt2 is currently loading", estimated_time: 20 }],
  ])("hears %s", (_, status, body) => {
    expect(said(verdict(check, [answer(status, body)]))).toEqual(["root llm-model-loading"]);
  });
  it("stays quiet about another service that loads", () => {
    expect(said(verdict(check, [answer(503, { status: "loading configuration" })]))).toEqual([]);
  });
  it("stays quiet about a service that serves", () => {
    expect(said(verdict(check, [answer(200, { error: { message: "Loading model" } })]))).toEqual([]);
  });
});

describe("llm-engine-dead", () => {
  it.each([
    ["TGI", 503, { error: "unhealthy", error_type: "healthcheck" }],
    ["vLLM", 500, { error: { message: "EngineCore encountered an issue. See stack trace.", code: 500 } }],
    ["TensorRT-LLM", 503, "LLM is unavailable. Please check the server logs for more details."],
    [
      "Ollama",
      500,
      { error: "model runner has unexpectedly stopped, this may be due to resource limitations" },
    ],
  ])("hears %s", (_, status, body) => {
    expect(said(verdict(check, [answer(status, body)]))).toEqual(["root llm-engine-dead"]);
  });
  const models = { object: "list", data: [{ id: "m", object: "model", owned_by: "vllm" }] };
  const list = exchange({ status: 200, bodyStart: JSON.stringify(models) }, { experiment: "health-path" });
  it("takes a mute health path beside a list of models for it", () => {
    const found = verdict(check, [answer(500, "", declared), list]);
    expect(strongest(found)).toMatchObject({ cause: "llm-engine-dead", role: "root", strength: 0.88 });
  });
  it("stays quiet about a mute health path of another service", () => {
    const page = exchange({ status: 200, bodyStart: "<html>" }, { experiment: "health-path" });
    expect(said(verdict(check, [answer(500, "", declared), page]))).toEqual([]);
  });
});

describe("llm-model-not-found", () => {
  const missing = { error: { message: "The model `llama-3` does not exist.", type: "NotFoundError" } };
  it("fires where the gateway's own path names the model", () => {
    const found = verdict(check, [answer(404, missing, { path: "/v1/models/llama-3" })]);
    expect(said(found)).toEqual(["root llm-model-not-found"]);
  });
  it("fires for a deployment of Azure", () => {
    const body = {
      error: { code: "DeploymentNotFound", message: "The API deployment for this resource does not exist." },
    };
    const path = "/openai/deployments/gpt-4/";
    expect(said(verdict(check, [answer(404, body, { path })]))).toEqual(["root llm-model-not-found"]);
  });
  it("stays quiet where the path names no model", () => {
    expect(said(verdict(check, [answer(404, missing, { path: "/v1/" })]))).toEqual([]);
  });
  it("stays quiet about a plain 404", () => {
    expect(
      said(verdict(check, [answer(404, { detail: "Not Found" }, { path: "/v1/models/llama-3" })])),
    ).toEqual([]);
  });
});
