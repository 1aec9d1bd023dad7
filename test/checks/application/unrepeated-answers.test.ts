import { describe, expect, it } from "vitest";
import check from "../../../checks/application/unrepeated-answers.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { climbRequest, exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";

const peer = "10.0.0.5:8080";
const model = gateway([upstream("api", [endpoint(peer)])], [route("/", "api")]);
const subject = { gateway: "nginx", upstream: "api", endpoint: peer };
const other = endpoint("10.0.0.6:8080");
const two = gateway(
  [upstream("api", [endpoint(peer)]), upstream("web", [other])],
  [route("/", "api"), route("/web/", "web")],
);

const answer = (status: number, count: number, over: Partial<LogEvent> = {}) =>
  event(`access-${status}`, { level: "access", count, sample: `"GET /x HTTP/1.1" ${status} 9`, ...over });
const posted = (status: number, count: number, over: Partial<LogEvent> = {}) =>
  answer(status, count, { isUnrepeatable: true, sample: `"POST /cart HTTP/1.1" ${status} 9`, ...over });

function seen(access: readonly LogEvent[], written: readonly LogEvent[] = [], at = model, status = 200) {
  const given = log(...access);
  const logs = [{ ...given, request: { ...given.request, log: "access" as const } }, log(...written)];
  const asked = exchanged(climbRequest("10.0.0.5", 8080), [subject], status);
  return verdict(check, [...logs, ...asked], { gateway: at });
}

describe("application-error of requests that no probe repeats", () => {
  it("fires where most requests of another method get errors, and nobody else can have made them", () => {
    const told = strongest(seen([posted(500, 8), posted(200, 1), answer(200, 400)]));
    expect(told).toMatchObject({ cause: "application-error", role: "root", extent: "some", strength: 0.75 });
    expect(told.evidence[0]).toContain("8 of 9 requests of other methods than GET were answered with errors");
    expect(told.subject).toEqual(subject);
  });
  it("fires by the log's own word whatever else there is", () => {
    const own = posted(502, 8, { peer, detail: "upstream" });
    expect(strongest(seen([own], [event("connect-refused", { peer: "10.0.0.6:8080" })], two))).toMatchObject({
      strength: 0.85,
    });
  });
  it("fires where other paths than uhc's are mostly answered with errors", () => {
    expect(said(seen([answer(500, 6), answer(200, 2)]))).toEqual(["root application-error"]);
    expect(said(seen([answer(500, 6, { sample: '"GET / HTTP/1.1" 500 9' }), answer(200, 2)]))).toEqual([]);
  });
  it("stays quiet for the errors of every day", () => {
    expect(said(seen([posted(500, 8), posted(200, 30)]))).toEqual([]);
    expect(said(seen([posted(500, 4)]))).toEqual([]);
    expect(said(seen([posted(501, 40), answer(500, 6), answer(200, 30)]))).toEqual([]);
  });
  it("stays quiet where the gateway or another upstream may have made them", () => {
    expect(said(seen([posted(502, 8)]))).toEqual([]);
    expect(said(seen([posted(500, 8)], [event("redirect-cycle")]))).toEqual([]);
    expect(said(seen([posted(500, 8)], [], two))).toEqual([]);
    expect(said(seen([posted(500, 8)], [], { ...model, answersItself: true }))).toEqual([]);
    expect(said(seen([posted(500, 8, { peer, detail: "gateway" })]))).toEqual([]);
  });
  it("leaves an endpoint that fails when asked to others", () => {
    expect(seen([posted(500, 8)], [], model, 500).status).toBe("skip");
  });
});
