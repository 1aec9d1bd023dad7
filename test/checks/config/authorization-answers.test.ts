import { describe, expect, it } from "vitest";
import check from "../../../checks/config/authorization-answers.ts";
import type { Route } from "../../../src/model/config.ts";
import { exchanged } from "../../given/climb.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, verdict } from "../../given/look.ts";
import { about, connect, event, log, requestTo } from "../../given/network.ts";

const PEER = "10.0.0.5:80";
const world = (purpose: Pick<Route, "purpose">) =>
  gateway([upstream("api", [endpoint(PEER)])], [route("/", "api", purpose)]);
const authorization = world({ purpose: "authorization" });
const answers = exchanged(requestTo(PEER), [{ ...about(PEER), address: "10.0.0.5", route: "/ api" }], 200);

describe("the service that decides who may pass", () => {
  it("answers nobody: external-authorization-unavailable", () => {
    expect(said(verdict(check, [connect(PEER, "ECONNREFUSED")], { gateway: authorization }))).toEqual([
      "root external-authorization-unavailable",
    ]);
  });
  it("failed by the log, less surely", () => {
    const found = verdict(check, [...answers, log(event("authorization-failed"))], {
      gateway: authorization,
    });
    expect(said(found)).toEqual(["root external-authorization-unavailable"]);
    expect(found.findings[0]).toMatchObject({ extent: "some", strength: 0.7 });
  });
  it("has nothing at the path that it is asked at, and so turns everybody away", () => {
    const route = { ...about(PEER), address: "10.0.0.5", route: "/ api" };
    const missing = (more: { readonly guessed?: readonly "host"[] } = {}) =>
      exchanged({ ...requestTo(PEER), ...more }, [route], 404);
    const found = verdict(check, missing(), { gateway: authorization });
    expect(said(found)).toEqual(["root external-authorization-unavailable"]);
    expect(found.findings[0]?.evidence.at(-1)).toBe("clients get 500 for it, whatever they ask for");
    expect(said(verdict(check, missing({ guessed: ["host"] }), { gateway: authorization }))).toEqual([]);
    expect(
      said(verdict(check, exchanged(requestTo(PEER), [route], 401), { gateway: authorization })),
    ).toEqual([]);
    const envoy = { ...authorization, kind: "envoy" } as const;
    expect(said(verdict(check, missing(), { gateway: envoy }))).toEqual([]);
  });
  it("answers, or is no such service", () => {
    expect(said(verdict(check, answers, { gateway: authorization }))).toEqual([]);
    expect(said(verdict(check, [connect(PEER, "ECONNREFUSED")], { gateway: world({}) }))).toEqual([]);
  });
});
