import { describe, expect, it } from "vitest";
import check from "../../../checks/config/addresses-as-written.ts";
import type { AdminPeer } from "../../../src/model/admin.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { admin, peer } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { query, resolve } from "../../given/network.ts";

const last = { word: "L4CON", hasPassed: false, failure: "connect-refused", status: undefined } as const;
const down = { state: "down", word: "DOWN", check: { ...last, text: "refused", durationMs: 0 } } as const;
const a = (address: string, over: Partial<AdminPeer> = {}) => peer(address, { alias: "a", ...over });

function seen(written: string, told: AdminPeer, more: readonly Observation[] = []) {
  const world = gateway([upstream("api", [endpoint(written, { alias: "a" })])], [route("/", "api")]);
  return verdict(check, [admin({ peers: [told] }), ...more], { gateway: { ...world, kind: "haproxy" } });
}

describe("a server that the gateway asks elsewhere than its config says", () => {
  it("is the cause where it is down there", () => {
    const found = strongest(seen("10.0.0.5:80", a("10.0.0.9:80", down)));
    expect(found).toMatchObject({ cause: "config-not-reloaded", role: "root" });
    expect(found.args.title).toBe("HAProxy asks api/a at 10.0.0.9, and not at 10.0.0.5");
  });
  it("is only noted while it is up, or was taken out by hand", () => {
    expect(said(seen("10.0.0.5:80", a("10.0.0.9:80")))).toEqual(["latent config-not-reloaded"]);
    expect(said(seen("10.0.0.5:80", a("10.0.0.9:80", { state: "maintenance" })))).toEqual([
      "latent config-not-reloaded",
    ]);
  });
  it("is no matter at the same address, at one that is not plain, nor without an alias", () => {
    expect(said(seen("10.0.0.5:80", a("10.0.0.5:0", down)))).toEqual([]);
    expect(said(seen("10.0.0.5:80", a("0.0.0.0:80", down)))).toEqual([]);
    expect(said(seen("[fd00::5]:80", a("[fd00:0::5]:80", down)))).toEqual([]);
    expect(said(seen("10.0.0.5:80", peer("10.0.0.9:80", down)))).toEqual([]);
  });
});

describe("a server whose name has moved", () => {
  const now = (...addresses: readonly string[]) =>
    resolve({ queries: [query("10.0.0.2:53", [...addresses])] });
  it("is dns-stale-address where it is down at the old address", () => {
    const found = strongest(seen("api.internal:80", a("10.0.0.9:80", down), [now("10.0.0.5")]));
    expect(found).toMatchObject({ cause: "dns-stale-address", role: "root" });
    expect(found.evidence[1]).toBe("api.internal resolves to 10.0.0.5 now");
  });
  it("is no matter while it is up, at one of many addresses, or where nobody could ask", () => {
    expect(said(seen("api.internal:80", a("10.0.0.9:80"), [now("10.0.0.5")]))).toEqual([]);
    const many = [1, 2, 3, 4, 5, 6, 7, 8].map((last) => `10.0.1.${last}`);
    expect(said(seen("api.internal:80", a("10.0.0.9:80", down), [now(...many)]))).toEqual([]);
    expect(said(seen("api.internal:80", a("10.0.0.9:80", down)))).toEqual([]);
  });
});
