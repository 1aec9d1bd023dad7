import { describe, expect, it } from "vitest";
import check from "../../../checks/application/logged-answers.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { climbRequest, exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const peer = "10.0.0.5:8080";
const model = gateway([upstream("api", [endpoint(peer)])], [route("/", "api")]);
const seen = (...events: readonly LogEvent[]) => verdict(check, [log(...events)], { gateway: model });
const answer = (status: number, count: number, detail?: string) =>
  event(`access-${status}`, { level: "access", peer, count, ...(detail !== undefined && { detail }) });

describe("application-error, as the access log shows it", () => {
  it("fires where most answers are the service's own errors", () => {
    const told = seen(answer(500, 30, "upstream"), answer(200, 10));
    expect(strongest(told)).toMatchObject({
      cause: "application-error",
      role: "root",
      extent: "some",
      args: { status: "500" },
    });
    expect(told.findings[0]?.evidence[0]).toContain("30 of 40 answers were the service's own errors");
  });
  it("means all requests where every answer is one", () => {
    expect(strongest(seen(answer(503, 12, "upstream"))).extent).toBeUndefined();
  });
  it("stays quiet for the errors of every day", () => {
    expect(said(seen(answer(500, 30, "upstream"), answer(200, 1_000)))).toEqual([]);
  });
  it("stays quiet for answers that the gateway made, or of which nobody knows whose they are", () => {
    expect(said(seen(answer(502, 30, "gateway")))).toEqual([]);
    expect(said(seen(answer(502, 30)))).toEqual([]);
  });
  it("leaves it to those who asked where somebody did", () => {
    const subject = { gateway: "nginx", upstream: "api", endpoint: peer };
    const asked = exchanged(climbRequest("10.0.0.5", 8080), [subject], 200);
    const told = verdict(check, [log(answer(500, 30, "upstream")), ...asked], { gateway: model });
    expect(told.findings).toEqual([]);
  });
  it("speaks where a check alone asked and passed, unless good answers have long followed", () => {
    const subject = { gateway: "nginx", upstream: "api", endpoint: peer };
    const plain = climbRequest("10.0.0.5", 8080);
    const exchange = plain.exchange && { ...plain.exchange, purpose: "declared-check" as const };
    const green = exchanged({ ...plain, exchange }, [subject], 200);
    const told = verdict(check, [log(answer(500, 30, "upstream")), ...green], { gateway: model });
    expect(said(told)).toEqual(["root application-error"]);
    const later = event("access-200", { level: "access", peer, count: 5, lastAt: Date.UTC(2030, 0, 1) });
    const access = log(answer(500, 30, "upstream"), later);
    const over = { ...access, request: { ...access.request, log: "access" as const } };
    expect(said(verdict(check, [over, ...green], { gateway: model }))).toEqual([]);
  });
});
