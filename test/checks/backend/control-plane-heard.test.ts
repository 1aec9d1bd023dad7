import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/control-plane-heard.ts";
import { admin } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";

const control = (over: object) =>
  admin({ control: { isConnected: true, refused: [], waiting: [], ...over } });

describe("what the gateway says of its control plane", () => {
  it("no connection is discovery-stale, and makes worse what else is wrong", () => {
    expect(said(verdict(check, [control({ isConnected: false })]))).toEqual(["contributing discovery-stale"]);
  });
  it("a refused update is config-reload-failed, with the gateway's reason", () => {
    const refused = [{ what: "cluster", name: "api", details: "unknown field" }];
    const found = strongest(verdict(check, [control({ refused })]));
    expect(found).toMatchObject({ cause: "config-reload-failed", role: "root", extent: "some" });
    expect(found.evidence[0]).toContain('the cluster api: "unknown field"');
  });
  it("a connection, or no control plane at all, is fine", () => {
    expect(said(verdict(check, [control({})]))).toEqual([]);
    expect(said(verdict(check, [control({ isConnected: undefined })]))).toEqual([]);
  });
});
