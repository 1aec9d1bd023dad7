import { describe, expect, it } from "vitest";
import keptOn from "../../../checks/config/endpoints-kept-on.ts";
import type { AdminPeer, AdminState } from "../../../src/model/admin.ts";
import { written } from "../../../src/model/source.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin, peer } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";

const at = { file: "/etc/gateway.conf", line: 4, column: 20 };
const one = endpoint("10.0.0.5:80", { alias: "s1" });
const two = endpoint("10.0.0.6:80", { alias: "s2" });

function seen(states: readonly AdminState[], endpoints = [one, two]) {
  const peers = states.map((state, index) =>
    peer(`10.0.0.${5 + index}:80`, { state, word: state.toUpperCase(), alias: `s${index + 1}` }),
  );
  const world = { ...gateway([upstream("api", endpoints)], [route("/", "api")]), kind: "haproxy" as const };
  return verdict(keptOn, [admin({ peers })], { gateway: world });
}

describe("endpoints that are switched off while the gateway runs", () => {
  it("leave nobody who serves where they are all: upstream-all-down", () => {
    expect(strongest(seen(["maintenance", "draining"]))).toMatchObject({
      cause: "upstream-all-down",
      role: "root",
      evidence: [expect.stringContaining("10.0.0.5:80 is switched off (MAINTENANCE)"), expect.any(String)],
      args: { isLive: 1, on: "set server api/s1 state ready" },
    });
  });
  it("are no finding while one is on, or is down for another reason, or is not told of", () => {
    for (const other of ["up", "down", "checking"] as const)
      expect(said(seen(["maintenance", other]))).not.toContain("root upstream-all-down");
    expect(said(seen(["maintenance"]))).toEqual([]);
    expect(said(seen([]))).toEqual([]);
  });
  it("count as switched off where their own agents call them down, and not where their checks fail as well", () => {
    const words = { status: undefined, durationMs: 1 } as const;
    const agent = {
      ...words,
      word: "L7STS",
      hasPassed: false,
      failure: "status-wrong" as const,
      text: "down",
    };
    const check = { ...words, word: "L4OK", hasPassed: true, failure: undefined, text: undefined };
    const told = (over: Partial<AdminPeer>) => {
      const peers = [
        peer("10.0.0.5:80", { state: "down", word: "DOWN (agent)", alias: "s1", agent, ...over }),
      ];
      const world = { ...gateway([upstream("api", [one])], [route("/", "api")]), kind: "haproxy" as const };
      return verdict(keptOn, [admin({ peers })], { gateway: world });
    };
    expect(strongest(told({ check }))).toMatchObject({
      cause: "upstream-all-down",
      evidence: [expect.stringContaining('by its agent: "down"')],
      args: { on: "" },
    });
    expect(said(told({ check: { ...check, word: "L4CON", hasPassed: false } }))).toEqual([]);
  });
  it("are the config's own matter where that switches them all off", () => {
    const off = (alias: string, name: string) =>
      endpoint(name, { alias, intent: written("maintenance", at) });
    const both = [off("s1", "10.0.0.5:80"), off("s2", "10.0.0.6:80")];
    expect(said(seen(["maintenance", "maintenance"], both))).toEqual([]);
    // switched on since
    expect(seen(["up", "maintenance"], both).findings).toMatchObject([
      { cause: "upstream-all-down", stance: "against" },
    ]);
  });
});
