import { describe, expect, it } from "vitest";
import check from "../../../checks/llm/provider-limits.ts";
import type { ExchangeFacts } from "../../../src/model/observation.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const answer = (status: number, body: unknown, path = "/v1/models", headers: ExchangeFacts["headers"] = []) =>
  verdict(check, [
    exchange({ status, bodyStart: JSON.stringify(body), headers }, { request: plain({ path }) }),
  ]);
const error = (message: string, code: string, type = code) => ({ error: { message, type, code } });

describe("provider-limits", () => {
  it.each([
    [
      "OpenAI without credit",
      429,
      error("You exceeded your current quota.", "insufficient_quota"),
      "llm-quota-exhausted",
    ],
    [
      "Anthropic without credit",
      400,
      error("Your credit balance is too low", "invalid_request_error"),
      "none",
    ],
    [
      "OpenAI's tokens per minute",
      429,
      error("Rate limit reached on tokens per min (TPM)", "rate_limit_exceeded", "tokens"),
      "llm-rate-limited",
    ],
    [
      "Anthropic's limit",
      429,
      { type: "error", error: { type: "rate_limit_error", message: "wait" } },
      "llm-rate-limited",
    ],
    [
      "Gemini's limit per minute",
      429,
      {
        error: {
          code: 429,
          status: "RESOURCE_EXHAUSTED",
          message: "You exceeded your current quota. Please retry in 22s.",
        },
      },
      "llm-rate-limited",
    ],
    [
      "Anthropic overloaded",
      529,
      { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
      "llm-overloaded",
    ],
    [
      "Gemini overloaded",
      503,
      {
        error: {
          code: 503,
          status: "UNAVAILABLE",
          message: "The model is overloaded. Please try again later.",
        },
      },
      "llm-overloaded",
    ],
    ["TGI overloaded", 429, { error: "Model is overloaded", error_type: "overloaded" }, "llm-overloaded"],
    [
      "Ollama's queue",
      503,
      { error: "server busy, please try again.  maximum pending requests exceeded" },
      "llm-overloaded",
    ],
    [
      "LiteLLM's cooldown",
      429,
      error("No deployments available for selected model, Try again in 5 seconds.", "429"),
      "llm-router-cooldown",
    ],
  ])("hears %s", (_, status, body, cause) => {
    expect(said(answer(status, body))).toEqual(cause === "none" ? [] : [`root ${cause}`]);
  });
  it("tells when it will pass", () => {
    const headers = [
      ["x-ratelimit-remaining-tokens", "0"],
      ["retry-after", "2"],
    ] as const;
    const found = strongest(answer(429, error("Rate limit", "rate_limit_exceeded"), "/", headers));
    expect(found.evidence).toContain('x-ratelimit-remaining-tokens: "0"');
    expect(found.evidence).toContain('retry-after: "2"');
  });
  it.each([
    [
      "a 429 in everybody's words",
      429,
      { error: { code: "rate_limit_exceeded", message: "slow down" } },
      "/orders",
    ],
    ["a 529 of another service", 529, { message: "site is overloaded" }, "/orders"],
    ["a 503 of another service", 503, { error: "unavailable" }, "/v1/models"],
    ["a success", 200, error("x", "insufficient_quota"), "/v1/models"],
  ])("stays quiet about %s", (_, status, body, path) => {
    expect(said(answer(status, body, path))).toEqual([]);
  });
});
