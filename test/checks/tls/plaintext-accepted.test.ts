import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/plaintext-accepted.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { closed, exchange, handshake, overTls, rejected, reset } from "../../given/observation.ts";

const shaken = handshake({}, { experiment: "transport" });
const page = { status: 400, bodyStart: "<center>The plain HTTP request was sent to HTTPS port</center>" };

describe("plaintext-to-tls-port", () => {
  it("fires on the page that says so", () => {
    expect(strongest(verdict(check, [exchange(page)]))).toMatchObject({
      cause: "plaintext-to-tls-port",
      strength: 0.97,
    });
    const go = { status: 400, bodyStart: "Client sent an HTTP request to an HTTPS server.\n" };
    expect(said(verdict(check, [exchange(go)]))).toEqual(["root plaintext-to-tls-port"]);
  });
  it("fires when a TLS alert comes back", () => {
    const seen = verdict(check, [
      exchange({ spoke: "tls", malformed: "no status line" }, { outcome: rejected() }),
    ]);
    expect(said(seen)).toEqual(["root plaintext-to-tls-port"]);
  });
  it.each([
    ["closed", closed],
    ["reset", reset],
  ])("fires when plaintext is %s and TLS gets through", (_, outcome) => {
    const seen = verdict(check, [exchange({}, { outcome }), shaken]);
    expect(said(seen)).toEqual(["root plaintext-to-tls-port"]);
    expect(strongest(seen).evidence.at(-1)).toBe(
      "a TLS handshake with the same port completes in 3 ms with TLSv1.3",
    );
  });
  it("stays quiet about a close while TLS was not tried", () => {
    expect(said(verdict(check, [exchange({}, { outcome: closed })]))).toEqual([]);
  });
  it("stays quiet about a port that serves both", () => {
    expect(said(verdict(check, [exchange(), shaken]))).toEqual([]);
  });
  it("stays quiet about an ordinary 400", () => {
    expect(said(verdict(check, [exchange({ status: 400, bodyStart: "Bad Request" })]))).toEqual([]);
  });
  it("stays quiet about what is asked over TLS", () => {
    expect(said(verdict(check, [exchange(page, { request: overTls() })]))).toEqual([]);
  });
});
