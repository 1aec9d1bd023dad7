import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/queue-accepts.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect, event, log } from "../../given/network.ts";

const PEER = "unix:/run/app.sock";
const unix = endpoint(PEER, {
  target: { kind: "unix", path: "/run/app.sock" },
  resolution: { kind: "none" },
});
const world = gateway([upstream("api", [unix])], [route("/", "api")]);

describe("service-overloaded", () => {
  it("fires when the socket's queue is full", () => {
    expect(strongest(verdict(check, [connect(PEER, "EAGAIN")], { gateway: world }))).toMatchObject({
      cause: "service-overloaded",
      role: "root",
      strength: 0.92,
    });
  });
  it("fires for bursts that only the log has seen", () => {
    const given = verdict(check, [connect(PEER), log(event("socket-backlog-full", { peer: PEER }))], {
      gateway: world,
    });
    expect(strongest(given)).toMatchObject({ cause: "service-overloaded", role: "root", extent: "some" });
  });
  it("stays quiet about another socket's lines, and about nobody listening", () => {
    const other = log(event("socket-backlog-full", { peer: "unix:/run/other.sock" }));
    expect(said(verdict(check, [connect(PEER), other], { gateway: world }))).toEqual([]);
    expect(said(verdict(check, [connect(PEER, "ECONNREFUSED")], { gateway: world }))).toEqual([]);
  });
});
