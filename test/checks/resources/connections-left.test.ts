import { describe, expect, it } from "vitest";
import check from "../../../checks/resources/connections-left.ts";
import { admin, limits } from "../../given/host.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { event, log } from "../../given/network.ts";
import { gatewayWith } from "../../given/problem.ts";

const seen = (word: string) => verdict(check, [log(event(word))], { gateway: gatewayWith() });

describe("worker-connections-exhausted", () => {
  it("fires when connections found no place", () => {
    expect(strongest(seen("connections-exhausted"))).toMatchObject({
      cause: "worker-connections-exhausted",
      role: "root",
      extent: "some",
    });
  });
  it("is latent while idle connections only had to make room", () => {
    expect(said(seen("connections-reused"))).toEqual(["latent worker-connections-exhausted"]);
  });
  it("is a note where the gateway's own counters know of dropped connections", () => {
    const counted = (accepted: number, handled: number) =>
      verdict(check, [admin({ connections: { accepted, handled, active: 1 } })], { gateway: gatewayWith() });
    expect(strongest(counted(100, 93))).toMatchObject({ role: "latent", severity: "info" });
    expect(strongest(counted(100, 93)).args.dropped).toBe(7);
    expect(said(counted(100, 100))).toEqual([]);
  });
  it("fires when the gateway says that it holds as many as it may, and is none that stops", () => {
    const holding = (now: number, isStopping = false) => {
      const process = { pid: 9, uptimeMs: 1, connections: { now, most: 100 }, isStopping };
      return verdict(check, [admin({ process })], { gateway: gatewayWith() });
    };
    expect(strongest(holding(100))).toMatchObject({ role: "root", extent: "some", args: { most: 100 } });
    expect(said(holding(99))).toEqual([]);
    expect(said(holding(100, true))).toEqual([]);
  });
  it("tells of workers that hold as many sockets as they may have connections, and is a warning for these alone", () => {
    const gateway = { ...gatewayWith(), workerConnections: 256 };
    const holding = (sockets: number) =>
      limits(
        [
          { pid: 7, of: 6, sockets },
          { pid: 6, of: 6 },
        ],
        { gateway: true },
      );
    const full = [log(event("connections-exhausted")), holding(257)];
    expect(strongest(verdict(check, full, { gateway })).evidence.at(-1)).toBe(
      "worker 7 holds 257 sockets now, and may have 256 connections",
    );
    expect(said(verdict(check, [holding(257)], { gateway }))).toEqual([
      "latent worker-connections-exhausted",
    ]);
    expect(said(verdict(check, [log(), holding(250)], { gateway }))).toEqual([]);
  });
  it("is skipped without log and counters", () => {
    expect(verdict(check, [], { gateway: gatewayWith() }).status).toBe("skip");
  });
  it("stays quiet about other limits", () => {
    expect(said(seen("connections-limited"))).toEqual([]);
  });
});
