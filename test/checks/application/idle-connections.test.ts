import { describe, expect, it } from "vitest";
import check from "../../../checks/application/idle-connections.ts";
import type { ObservationOf } from "../../../src/model/observation.ts";
import { assumed } from "../../../src/model/source.ts";
import { SUBJECT, world } from "../../given/endpoint.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { answered, closed, exchange, plain, silence } from "../../given/observation.ts";

const at = { file: "/etc/gateway.conf", line: 9, column: 3 };
const keepalive = { connections: assumed(16, at), idleMs: assumed(60_000, at) };
const gateway = world({ upstream: { keepalive } });

function idle(
  closedAfterMs: number | undefined,
  reused = closedAfterMs === undefined ? answered : undefined,
): ObservationOf<"idle"> {
  return {
    kind: "idle",
    request: { kind: "idle", climb: plain(), holdMs: 6_000 },
    outcome: answered,
    startedAt: 0,
    durationMs: 6_000,
    facts: { wasKept: true, closedAfterMs, reused },
    subjects: [SUBJECT],
    varied: { experiment: "idle", from: "closed behind the answer", to: "kept for 6000 ms" },
  };
}

const saying = (value: string) => exchange({ headers: [["Keep-Alive", value]] });

describe("keepalive-race", () => {
  it("fires for some requests when the service is seen to close first", () => {
    const found = strongest(verdict(check, [exchange(), idle(5_012)], { gateway }));
    expect(found).toMatchObject({ cause: "keepalive-race", role: "root", extent: "some" });
    expect(found.evidence[0]).toBe(
      "an idle connection is closed by the service after 5 s; nginx keeps idle connections for 60 s",
    );
  });
  it("fires when the second request on a connection is cut and one on a fresh connection is answered", () => {
    const found = strongest(verdict(check, [exchange(), idle(undefined, closed)], { gateway }));
    expect(found).toMatchObject({ cause: "keepalive-race", role: "root", strength: 0.85 });
  });
  it("fires when a second request gets silence, as from a firewall that forgot the connection", () => {
    const found = strongest(verdict(check, [exchange(), idle(undefined, silence)], { gateway }));
    expect(found).toMatchObject({ cause: "keepalive-race", role: "root", extent: "some", strength: 0.85 });
    expect(found.evidence[0]).toMatch(
      /^a second request on a connection that was idle for 6 s gets no answer; on a fresh one: /,
    );
    expect(found.args.forgotten).toBe("6 s");
  });
  it("is a hint when the answer announces a shorter time", () => {
    expect(said(verdict(check, [saying("timeout=5, max=100")], { gateway }))).toEqual([
      "latent keepalive-race",
    ]);
  });
  it("stays quiet when the service keeps them longer, says nothing, or was not seen to close", () => {
    expect(said(verdict(check, [saying("timeout=75")], { gateway }))).toEqual([]);
    expect(said(verdict(check, [exchange(), idle(undefined)], { gateway }))).toEqual([]);
  });
  it("skips upstreams whose connections nobody keeps", () => {
    expect(verdict(check, [saying("timeout=5")]).status).toBe("skip");
  });
});
