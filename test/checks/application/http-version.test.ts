import { describe, expect, it } from "vitest";
import check from "../../../checks/application/http-version.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { closed, exchange, plain, rejected } from "../../given/observation.ts";

const newer = (facts = {}) =>
  exchange(facts, { experiment: "http-version", request: plain({ httpVersion: "1.1" }) });
const frame = exchange({ spoke: "http2", malformed: "no status line" }, { outcome: rejected() });

describe("http-version-mismatch", () => {
  it.each([
    ["426", exchange({ status: 426 })],
    ["505", exchange({ status: 505 })],
    ["400", exchange({ status: 400 })],
    ["a close", exchange({}, { outcome: closed })],
  ])("fires when another version turns %s into a success", (_, own) => {
    const seen = verdict(check, [own, newer()]);
    expect(said(seen)).toEqual(["root http-version-mismatch"]);
    expect(strongest(seen).args).toMatchObject({ sent: "1.0", works: "1.1" });
  });
  it("takes any other answer for the end of a 426", () => {
    expect(said(verdict(check, [exchange({ status: 426 }), newer({ status: 404 })]))).toHaveLength(1);
  });
  it("fires on 505 and on 426 to HTTP/1.0 without the experiment", () => {
    expect(strongest(verdict(check, [exchange({ status: 505 })])).strength).toBe(0.9);
    expect(strongest(verdict(check, [exchange({ status: 426 })])).strength).toBe(0.85);
  });
  it("fires on an HTTP/2 frame, and is surer where HTTP/2 is answered", () => {
    expect(strongest(verdict(check, [frame])).strength).toBe(0.55);
    const h2 = exchange({}, { experiment: "http-version", request: plain({ httpVersion: "2" }) });
    expect(strongest(verdict(check, [frame, h2]))).toMatchObject({ strength: 0.95, args: { works: "2" } });
  });
  it("leaves a gRPC service to upstream-protocol-mismatch", () => {
    const grpc = newer({ headers: [["content-type", "application/grpc"]] });
    expect(strongest(verdict(check, [frame, grpc])).strength).toBe(0.55);
  });
  it("stays quiet about a WebSocket service", () => {
    const own = exchange({ status: 426, headers: [["Upgrade", "websocket"]] });
    expect(said(verdict(check, [own]))).toEqual([]);
  });
  it("stays quiet about one that gives no name, and says 426 to every version", () => {
    expect(said(verdict(check, [exchange({ status: 426 }), newer({ status: 426 })]))).toEqual([]);
  });
  it("stays quiet about 400 that stays 400, and 404", () => {
    expect(said(verdict(check, [exchange({ status: 400 }), newer({ status: 400 })]))).toEqual([]);
    expect(said(verdict(check, [exchange({ status: 404 })]))).toEqual([]);
  });
});
