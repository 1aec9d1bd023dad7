import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/speaks-tls.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import {
  alerted,
  exchange,
  handshake,
  noTls,
  overTls,
  plain,
  rejected,
  reset,
} from "../../given/observation.ts";

const answer = exchange({ status: 404 }, { experiment: "transport", request: plain() });

describe("tls-to-plaintext-port", () => {
  it("fires when HTTP comes back instead of TLS", () => {
    expect(strongest(verdict(check, [noTls("http")]))).toMatchObject({
      cause: "tls-to-plaintext-port",
      strength: 0.95,
    });
  });
  it("is surest when the same port answers in plaintext", () => {
    const found = strongest(verdict(check, [noTls("http"), answer]));
    expect(found.strength).toBe(0.98);
    expect(found.evidence[1]).toBe(
      "the same port in plaintext: GET / with Host api over HTTP/1.0: 404 in 9 ms",
    );
  });
  it("fires when a port hangs up on the client hello and answers in plaintext", () => {
    expect(said(verdict(check, [handshake({}, { outcome: reset }), answer]))).toEqual([
      "root tls-to-plaintext-port",
    ]);
  });
  it("takes no silence for an answer where bytes are only passed on", () => {
    const silent = { status: undefined, firstByteMs: undefined };
    const open = exchange(silent, { experiment: "transport", request: plain({ protocol: "tcp" }) });
    const dropped = handshake({}, { outcome: reset, request: overTls({}, { protocol: "tcp" }) });
    expect(said(verdict(check, [dropped, open]))).toEqual([]);
    const greeted = { ...open, facts: { ...open.facts, firstByteMs: 2 } };
    expect(said(verdict(check, [dropped, greeted]))).toEqual(["root tls-to-plaintext-port"]);
  });
  it("fires on the library's word alone, less sure", () => {
    const seen = verdict(check, [handshake({}, { outcome: rejected("ERR_SSL_WRONG_VERSION_NUMBER") })]);
    expect(strongest(seen).strength).toBe(0.85);
  });
  it("leaves another kind of server to wrong-service, but not behind a layer 4 route", () => {
    expect(said(verdict(check, [noTls("ssh")]))).toEqual([]);
    const layer4 = overTls({}, { protocol: "tcp" });
    expect(said(verdict(check, [noTls("mysql", { request: layer4 })]))).toEqual([
      "root tls-to-plaintext-port",
    ]);
  });
  it("stays quiet about an alert, which only a TLS server sends", () => {
    expect(said(verdict(check, [alerted(40), answer]))).toEqual([]);
  });
  it("stays quiet about a reset that nothing explains", () => {
    expect(said(verdict(check, [handshake({}, { outcome: reset })]))).toEqual([]);
  });
});

describe("its title", () => {
  const titleAt = (target: string, endpointCount = 1) =>
    check.causes["tls-to-plaintext-port"]?.title({
      args: { target },
      subjects: [],
      endpointCount,
      where: "10.0.0.5:8443",
    });
  it("names the port of a check that asks another one than the traffic", () => {
    expect(titleAt("10.0.0.5:8081")).toMatch(/: 10\.0\.0\.5:8443, asked at port 8081$/);
    expect(titleAt("10.0.0.5:8443")).toMatch(/: 10\.0\.0\.5:8443$/);
    expect(titleAt("10.0.0.5:8081", 2)).toMatch(/: 2 endpoints$/);
  });
});
