import { describe, expect, it } from "vitest";
import check from "../../../checks/config/own-limits.ts";
import type { RequestLimit } from "../../../src/model/config.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { assumed, written } from "../../../src/model/source.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { gatewayWith } from "../../given/problem.ts";

const AT = { file: "/etc/nginx/nginx.conf", line: 3, column: 1 };
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
  it("is no trouble where a limit by client has a status of its own, and its zone is not full", () => {
    const limit = {
      kind: "requests",
      zone: "bots",
      key: written("$bot", AT),
      status: written(429, AT),
      location: AT,
    } as const;
    const refused = event("requests-limited", { detail: "bots" });
    const by = (one: RequestLimit, ...events: readonly LogEvent[]) =>
      said(verdict(check, [log(...events)], { gateway: { ...gatewayWith(), limits: [one] } }));
    expect(by(limit, refused)).toEqual(["latent gateway-limits-requests"]);
    const bad = ["root gateway-limits-requests"];
    expect(by({ ...limit, status: assumed(503, AT) }, refused)).toEqual(bad);
    expect(by({ ...limit, key: written("$server_name", AT) }, refused)).toEqual(bad);
    expect(by({ ...limit, zone: "others" }, refused)).toEqual(bad);
    expect(by(limit, refused, event("limit-zone-full", { detail: "bots" }))).toEqual(bad);
  });
  it("does not count requests that were only delayed", () => {
    expect(said(seen(event("requests-delayed", { level: "warn", detail: "all" })))).toEqual([
      "against gateway-limits-requests",
    ]);
  });
});
