import { describe, expect, it } from "vitest";
import check from "../../../checks/config/own-limits.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { gatewayWith } from "../../given/problem.ts";

const seen = (...events: readonly LogEvent[]) => verdict(check, [log(...events)], { gateway: gatewayWith() });

describe("gateway-limits-requests", () => {
  it("fires for requests that the gateway's own limit refused", () => {
    expect(strongest(seen(event("requests-limited", { detail: "all", count: 3 })))).toMatchObject({
      cause: "gateway-limits-requests",
      role: "root",
      extent: "some",
      ground: "limit:all",
      args: { zone: '"all"', times: 3 },
    });
  });
  it("tells each zone by itself", () => {
    const two = seen(
      event("requests-limited", { detail: "a" }),
      event("connections-limited", { detail: "b" }),
    );
    expect(two.findings.map(({ ground }) => ground).sort()).toEqual(["limit:a", "limit:b"]);
  });
  it("does not count requests that were only delayed", () => {
    expect(said(seen(event("requests-delayed", { level: "warn", detail: "all" })))).toEqual([
      "against gateway-limits-requests",
    ]);
  });
});
