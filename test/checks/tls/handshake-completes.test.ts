import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/handshake-completes.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { exchange, handshake, overTls, plain, silence } from "../../given/observation.ts";

const silent = { outcome: silence, durationMs: 5000 };
const strict = { ...overTls(), limits: { ...overTls().limits, handshakeMs: 2000 } };

describe("tls-handshake-timeout", () => {
  it("fires when the handshake never ends and the gateway has given up by then", () => {
    const seen = verdict(check, [handshake({}, { ...silent, request: strict })]);
    expect(said(seen)).toEqual(["root tls-handshake-timeout"]);
    expect(strongest(seen).strength).toBe(0.9);
  });
  it("is less sure where the gateway would have waited longer, and says so", () => {
    const found = strongest(verdict(check, [handshake({}, silent)]));
    expect(found.strength).toBe(0.7);
    expect(found.evidence).toContain("uhc waited 5 s, nginx would wait 60 s");
  });
  it("stays quiet where the port answers in plaintext", () => {
    const answer = exchange({}, { experiment: "transport", request: plain() });
    expect(said(verdict(check, [handshake({}, silent), answer]))).toEqual([]);
  });
  it("stays quiet about a handshake that ends in time", () => {
    expect(verdict(check, [handshake()]).status).toBe("pass");
  });
  it("calls a handshake that ends after the gateway's limit too late", () => {
    const seen = verdict(check, [handshake({}, { durationMs: 3100, request: strict })]);
    expect(said(seen)).toEqual(["root timeout-too-short"]);
    expect(strongest(seen).evidence[0]).toBe(
      "the handshake ends after 3.1 s, nginx gives up on a handshake after 2 s",
    );
  });
});
