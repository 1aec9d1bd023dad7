import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/workers-live.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { gatewayWith } from "../../given/problem.ts";

const seen = (detail: string) =>
  verdict(check, [log(event("worker-killed", { level: "alert", detail, count: 3 }))], {
    gateway: gatewayWith(),
  });

describe("gateway-worker-died", () => {
  it("fires for workers that crash or are killed", () => {
    expect(strongest(seen("signal 11"))).toMatchObject({
      cause: "gateway-worker-died",
      role: "root",
      extent: "some",
      args: { how: "signal 11", times: 3 },
    });
    expect(said(seen("signal 9"))).toEqual(["root gateway-worker-died"]);
  });
  it("stays quiet about workers that were asked to go, and an empty log", () => {
    expect(said(seen("signal 15"))).toEqual([]);
    expect(said(verdict(check, [log()], { gateway: gatewayWith() }))).toEqual([]);
  });
});
