import { describe, expect, it } from "vitest";
import check from "../../../checks/dns/address-current.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, connect, event, log, processes, query, resolve } from "../../given/network.ts";

const NAME = "api.internal:80";
const moved = resolve({ queries: [query("10.0.0.2:53", ["10.0.0.5"])] });
const works = connect("10.0.0.5:80", "answered", { endpoint: NAME });

function seen(
  peer: string,
  more: readonly LogEvent[] = [],
  others: readonly string[] = [],
  extra: Parameters<typeof verdict>[1] = [],
) {
  const world = gateway(
    [
      upstream(
        "api",
        [NAME, ...others].map((name) => endpoint(name)),
      ),
    ],
    [route("/", "api")],
  );
  const logs = log(event("connect-refused", { peer }), ...more);
  return verdict(check, [moved, works, logs, ...extra], { gateway: world });
}

describe("dns-stale-address", () => {
  it("fires when the log names an address that the name no longer has", () => {
    const found = strongest(seen("10.0.0.3:80"));
    expect(found).toMatchObject({ cause: "dns-stale-address", role: "root", extent: "some", strength: 0.88 });
    expect(found.args.stale).toBe("10.0.0.3:80");
    expect(found.evidence).toContain("api.internal resolves to 10.0.0.5 now");
  });
  it("is unsure with another name on the same port", () => {
    expect(strongest(seen("10.0.0.3:80", [], ["other.internal:80"])).strength).toBe(0.5);
  });
  it("stays quiet about the address that the name has, and about other ports", () => {
    expect(said(seen("10.0.0.5:80"))).toEqual([]);
    expect(said(seen("10.0.0.3:81"))).toEqual([]);
  });
  it("stays quiet about an address that the config names itself", () => {
    expect(said(seen("10.0.0.3:80", [], ["10.0.0.3:80"]))).toEqual([]);
  });
  it("stays quiet when the gateway has read its config again since", () => {
    expect(said(seen("10.0.0.3:80", [event("workers-started", { lastAt: AT + 1000 })]))).toEqual([]);
    expect(said(seen("10.0.0.3:80", [], [], [processes([{ startedAt: AT + 1000 }])]))).toEqual([]);
  });
});
