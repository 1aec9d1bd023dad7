import { describe, expect, it } from "vitest";
import check from "../../../checks/config/frontends-open.ts";
import type { AdminFrontend } from "../../../src/model/admin.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";

const world = {
  ...gateway([upstream("api", [endpoint("10.0.0.5:80")])], [{ ...route("/", "api"), label: "web /v1" }]),
  kind: "haproxy" as const,
};
const frontend = (state: AdminFrontend["state"], name = "web"): AdminFrontend => ({
  ...{ name, state },
  connections: { now: 3, most: 3 },
});
const seen = (...frontends: readonly AdminFrontend[]) =>
  verdict(check, [admin({ frontends })], { gateway: world });

describe("a frontend that takes no connections", () => {
  it("is at its limit", () => {
    const found = strongest(seen(frontend("full")));
    expect(found).toMatchObject({ cause: "worker-connections-exhausted", role: "root", extent: "some" });
    expect(found.args.title).toBe("The frontend web is at its limit of 3 connections");
  });
  it("was switched off", () => {
    expect(strongest(seen(frontend("stopped")))).toMatchObject({
      cause: "gateway-not-running",
      role: "root",
    });
  });
  it("is no matter while it is open, where it leads nowhere, or where the process is about to end", () => {
    expect(said(seen(frontend("open")))).toEqual([]);
    expect(said(seen(frontend("full", "stats")))).toEqual([]);
    const process = { ...{ pid: 1, uptimeMs: 1 }, connections: { now: 1, most: 9 }, isStopping: true };
    const ending = admin({ frontends: [frontend("stopped")], process });
    expect(said(verdict(check, [ending], { gateway: world }))).toEqual([]);
    expect(verdict(check, [admin({})], { gateway: world }).status).toBe("skip");
  });
});
