import { describe, expect, it } from "vitest";
import runs from "../../../checks/backend/gateway-runs.ts";
import check from "../../../checks/backend/start-finished.ts";
import type { AdminStart } from "../../../src/model/admin.ts";
import { admin } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { AT, processes } from "../../given/network.ts";

const DONE: AdminStart = { isUnfinished: false, uptimeMs: 90_000, waits: [], closed: [] };
const start = (over: Partial<AdminStart>, state = "LIVE") => admin({ start: { ...DONE, ...over }, state });
const judged = (over: Partial<AdminStart>, state?: string) =>
  verdict(check, [start(over, state)], { policy: { now: AT } });
const late = (since: number | undefined) => ({
  closed: [{ name: "main", address: "0.0.0.0:8443", since }],
  waits: [
    { who: "Listener-local-init-manager main 77", targets: ["SdsApi server_cert"] },
    { who: "Cluster other", targets: ["warm"] },
  ],
});

describe("a start that has not ended", () => {
  it("is the cause, and says what is waited for", () => {
    const waits = [{ who: "Server", targets: ["LDS", "RTDS a"] }];
    const found = strongest(judged({ isUnfinished: true, waits }, "INITIALIZING"));
    expect(found).toMatchObject({ cause: "gateway-not-running", role: "root", strength: 0.93 });
    expect(found.args.waits).toBe('nginx has not finished its start: it waits for "LDS" and "RTDS a"');
    expect(found.evidence[1]).toBe('Server waits for "LDS" and "RTDS a"');
  });
  it("is less sure right after the process began", () => {
    expect(strongest(judged({ isUnfinished: true, uptimeMs: 900 })).strength).toBe(0.75);
  });
  it("is not contradicted by a process that runs", () => {
    const seen = [processes([{}]), start({ isUnfinished: true })];
    expect(said(verdict(runs, seen))).toEqual([]);
    expect(said(verdict(runs, [processes([{}]), start({})]))).toEqual(["against gateway-not-running"]);
  });
});

describe("a listener that is not open", () => {
  it("is the cause where it waits for longer than a first answer takes", () => {
    const found = strongest(judged(late(AT - 60_000)));
    expect(found).toMatchObject({ cause: "gateway-not-running", role: "root", extent: "some" });
    expect(found.evidence).toEqual([
      "nginx says at http://127.0.0.1:8080/api/ that its listener main on 0.0.0.0:8443 is warming, and not open, 60 s after its config came",
      'Listener-local-init-manager main 77 waits for "SdsApi server_cert"',
    ]);
  });
  it("is only noted where it has just come, or nobody knows since when", () => {
    for (const since of [AT - 3_000, undefined])
      expect(said(judged(late(since)))).toEqual(["latent gateway-not-running"]);
  });
  it("has no word where all is open, or the surface tells no start", () => {
    expect(said(judged({}))).toEqual([]);
    expect(said(verdict(check, [admin({})]))).toEqual([]);
  });
});
