import { describe, expect, it } from "vitest";
import check from "../../../checks/dns/address-current.ts";
import type { LogEvent } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
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

function ownWorld(keptMs: number | undefined) {
  const at = { file: "/etc/gateway.conf", line: 1, column: 1 };
  const resolution = {
    kind: "own",
    when: "request",
    resolvers: assumed(["10.0.0.2:53"], at),
    families: ["ipv4"],
    timeoutMs: assumed(30_000, at),
    keptMs,
  } as const;
  const world = gateway([upstream("api", [endpoint(NAME, { resolution })])], [route("/", "api")]);
  const logs = log(event("connect-refused", { peer: "10.0.0.3:80" }));
  return verdict(check, [moved, works, logs], { gateway: world, policy: { now: AT + 300_000 } });
}

describe("dns-stale-address", () => {
  it("fires when the log names an address that the name no longer has", () => {
    const found = strongest(seen("10.0.0.3:80"));
    expect(found).toMatchObject({ cause: "dns-stale-address", role: "root", extent: "some", strength: 0.88 });
    expect(found.args.stale).toBe("10.0.0.3:80");
    expect(found.evidence).toContain("api.internal resolves to 10.0.0.5 now");
  });
  it("fires for a name resolved at run time while an old answer may be kept", () => {
    const keeping = (keptMs: number | undefined) => ownWorld(keptMs);
    expect(strongest(keeping(600_000))).toMatchObject({ cause: "dns-stale-address", strength: 0.88 });
    expect(strongest(keeping(600_000)).evidence).toContain("nginx keeps an answer for 10 min");
    // The time to live of the answer is 60 s, and the last failure was five minutes ago.
    expect(said(keeping(undefined))).toEqual([]);
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
  it("counts a failure of the second in which the gateway started, whose stamp is cut to it", () => {
    expect(said(seen("10.0.0.3:80", [], [], [processes([{ startedAt: AT + 15 }])]))).toEqual([
      "root dns-stale-address",
    ]);
  });
  it("stays quiet when the gateway has read its config again since", () => {
    expect(said(seen("10.0.0.3:80", [event("workers-started", { lastAt: AT + 1000 })]))).toEqual([]);
    expect(said(seen("10.0.0.3:80", [], [], [processes([{ startedAt: AT + 1000 }])]))).toEqual([]);
  });
});
