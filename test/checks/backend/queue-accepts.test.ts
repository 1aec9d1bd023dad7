import { describe, expect, it } from "vitest";
import check from "../../../checks/backend/queue-accepts.ts";
import { endpoint, gateway, route, upstream } from "../../given/gateway.ts";
import { kernel, listeners } from "../../given/host.ts";
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

  const PLACE = "10.0.0.5:9000";
  const tcp = gateway([upstream("api", [endpoint(PLACE)])], [route("/", "api")]);
  const silent = connect(PLACE, "silence");
  const here = (over: Parameters<typeof listeners>[0][number]) =>
    listeners([{ address: "0.0.0.0", ...over }]);

  it("fires for a socket of this host in which more wait than may", () => {
    const found = strongest(verdict(check, [silent, here({ waiting: 6, backlog: 5 })], { gateway: tcp }));
    expect(found).toMatchObject({ cause: "service-overloaded", strength: 0.95 });
    expect(found.evidence[1]).toBe(
      "6 connections wait in the queue of pid 77 node, which holds 5 and one more",
    );
  });
  it("fires without the backlog where the kernel counts overflows meanwhile", () => {
    const seen = [silent, here({ waiting: 6 }), kernel({ listenOverflows: 3 })] as const;
    expect(strongest(verdict(check, seen, { gateway: tcp }))).toMatchObject({ strength: 0.85 });
  });
  it("stays quiet about a queue with room, overflows alone, and the queue of another port", () => {
    for (const seen of [
      [silent, here({ waiting: 5, backlog: 5 })],
      [silent, here({ waiting: 0 }), kernel({ listenOverflows: 3 })],
      [silent, here({ port: 9001, waiting: 6, backlog: 5 })],
      [connect(PLACE), here({ waiting: 6, backlog: 5 })],
    ])
      expect(said(verdict(check, seen, { gateway: tcp }))).toEqual([]);
  });
});
