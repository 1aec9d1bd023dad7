import { describe, expect, it } from "vitest";
import check from "../../../checks/llm/api-key.ts";
import { said, verdict } from "../../given/look.ts";
import { exchange, plain } from "../../given/observation.ts";

const answer = (status: number, body: unknown, ask: Parameters<typeof plain>[0]) =>
  verdict(check, [
    exchange({ status, bodyStart: JSON.stringify(body) }, { request: plain({ path: "/v1/models", ...ask }) }),
  ]);
const WRONG = { error: { message: "Incorrect API key provided: sk-x.", code: "invalid_api_key" } };
const GEMINI = {
  error: { code: 400, message: "API key not valid.", details: [{ reason: "API_KEY_INVALID" }] },
};

describe("llm-auth-failed", () => {
  it("fires where the gateway sends a key that is refused", () => {
    expect(said(answer(401, WRONG, { hasCredentials: true }))).toEqual(["root llm-auth-failed"]);
    expect(said(answer(401, { error: "Unauthorized" }, { hasCredentials: true }))).toEqual([
      "root llm-auth-failed",
    ]);
  });
  it("fires for Gemini's 400, with a key in the query", () => {
    expect(said(answer(400, GEMINI, { path: "/v1beta/models?key=x" }))).toEqual(["root llm-auth-failed"]);
  });
  it("fires for a declared check that wants a key", () => {
    expect(said(answer(401, WRONG, { purpose: "declared-check" }))).toEqual(["root llm-auth-failed"]);
  });
  it("stays quiet where callers bring the key", () => {
    expect(said(answer(401, WRONG, {}))).toEqual([]);
    expect(said(answer(400, GEMINI, {}))).toEqual([]);
  });
  it("stays quiet about a service that is no model API", () => {
    expect(said(answer(401, { error: "Unauthorized" }, { path: "/orders", hasCredentials: true }))).toEqual(
      [],
    );
  });
});
