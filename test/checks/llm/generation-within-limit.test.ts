import { describe, expect, it } from "vitest";
import check from "../../../checks/llm/generation-within-limit.ts";
import type { LogEvent, Observation } from "../../../src/model/observation.ts";
import { climbRequest, exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, event, log } from "../../given/network.ts";

const peer = "10.0.0.5:8000";
const world = gateway([upstream("llm", [endpoint(peer)])], [route("/", "llm")]);
const subject = { gateway: "nginx", upstream: "llm", endpoint: peer };
const look = (...seen: readonly Observation[]) => verdict(check, seen, { gateway: world });
const page = (status: number) => exchanged(climbRequest("10.0.0.5", 8000), [subject], status);

function timeout(path: string, over: Partial<LogEvent> = {}) {
  const sample = `upstream timed out (110: Connection timed out) while reading response header from upstream, request: "POST ${path} HTTP/1.1"`;
  return event("read-timeout", { peer, sample, isUnrepeatable: true, ...over });
}

describe("llm-response-slower-than-timeout", () => {
  it("fires where generations time out and the server answers", () => {
    const found = strongest(look(log(timeout("/v1/chat/completions")), ...page(200)));
    expect(found).toMatchObject({
      cause: "llm-response-slower-than-timeout",
      role: "root",
      extent: "some",
      strength: 0.82,
      args: { limit: "60 s" },
    });
    expect(found.evidence.slice(1)).toEqual([
      "nginx waits 60 s for a byte",
      "meanwhile the server answers: GET / with Host api over HTTP/1.0: 200 in 2 ms",
    ]);
  });
  it("fires with less certainty where nobody asked, for each kind of path", () => {
    for (const path of [
      "/openai/v1/completions",
      "/v1/messages?beta=true",
      "/api/generate",
      "/generate_stream",
      "/v1beta/models/gemini-pro:streamGenerateContent?alt=sse",
      "/v2/models/llama/infer",
    ])
      expect([path, strongest(look(log(timeout(path)))).strength]).toEqual([path, 0.65]);
  });
  it("stays quiet about other requests, and about ones that uhc itself can repeat", () => {
    for (const path of ["/orders", "/generated/report", "/v1/chat/completions-old"])
      expect([path, said(look(log(timeout(path))))]).toEqual([path, []]);
    const { isUnrepeatable: _, ...plain } = timeout("/v1/chat/completions");
    expect(said(look(log(plain)))).toEqual([]);
    expect(said(look(log(timeout("/v1/messages", { peer: "10.0.0.9:1" }))))).toEqual([]);
  });
  it("leaves it to others where the server fails otherwise, and where good answers have long followed", () => {
    expect(said(look(log(timeout("/v1/messages")), ...page(503)))).toEqual([]);
    const good = event("access-200", { level: "access", peer, lastAt: AT + 3_600_000 });
    const access = log(timeout("/v1/messages", { firstAt: AT, lastAt: AT }), good);
    const over = { ...access, request: { ...access.request, log: "access" } as const };
    expect(said(look(over, ...page(200)))).toEqual([]);
  });
});
