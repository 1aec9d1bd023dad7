import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/server-name.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { alerted, certificate, exchange, handshake, overTls, rejected } from "../../given/observation.ts";

const experiment = "server-name";
const named = overTls({ serverName: "api.internal" });
const verifying = overTls({ verify: true });
const namedVerifying = overTls({ verify: true, serverName: "api.internal" });
const wrong = { code: 0, reason: undefined, nameMatches: false };
const right = { code: 0, reason: undefined, nameMatches: true };

describe("tls-sni-required", () => {
  it("fires when the handshake works only with a name", () => {
    const seen = verdict(check, [alerted(112), handshake({}, { experiment, request: named })]);
    expect(said(seen)).toEqual(["root tls-sni-required"]);
    expect(strongest(seen)).toMatchObject({ strength: 0.98, args: { works: "api.internal" } });
    expect(strongest(seen).evidence[0]).toBe("handshake as nginx makes it (no SNI): alert 112 alert_112");
  });
  it("fires when the right certificate comes only with a name", () => {
    const own = handshake({ chain: [certificate()], verification: wrong }, { request: verifying });
    const with_ = handshake(
      { chain: [certificate()], verification: right },
      { experiment, request: namedVerifying },
    );
    expect(said(verdict(check, [own, with_]))).toEqual(["root tls-sni-required"]);
  });
  it("fires when the right site comes only with a name", () => {
    const own = [handshake(), exchange({ status: 421 }, { request: overTls() })];
    const varied = [
      handshake({}, { experiment, request: named }),
      exchange({}, { experiment, request: named }),
    ];
    expect(said(verdict(check, [...own, ...varied]))).toEqual(["root tls-sni-required"]);
  });
  it("is less sure of an alert alone, and names what it has", () => {
    expect(strongest(verdict(check, [alerted(112)])).strength).toBe(0.85);
    expect(strongest(verdict(check, [alerted(40)])).strength).toBe(0.45);
  });
  it("leaves alert 40 to the cipher or the version that cures it", () => {
    const seen = verdict(check, [alerted(40), handshake({}, { experiment: "tls-ciphers" })]);
    expect(said(seen)).toEqual([]);
  });
  it("puts the line that would be changed into the fix", () => {
    const { args } = strongest(verdict(check, [alerted(112), handshake({}, { experiment, request: named })]));
    const of = { args, subjects: [], endpointCount: 1, where: "10.0.0.5:8443" };
    expect(check.causes["tls-sni-required"]?.fix(of).steps[0]).toBe(
      "in /etc/gateway.conf, next to line 1: proxy_ssl_server_name on; proxy_ssl_name api.internal;",
    );
  });
  it("keeps a hostile name out of the line to paste", () => {
    const hostile = overTls({ serverName: "a; include /etc/passwd" });
    const { args } = strongest(
      verdict(check, [alerted(112), handshake({}, { experiment, request: hostile })]),
    );
    expect(args.works).toBe("");
  });
  it("stays quiet where the handshake works without", () => {
    expect(said(verdict(check, [handshake(), exchange({ status: 404 }, { request: overTls() })]))).toEqual(
      [],
    );
  });
  it("stays quiet about a bad certificate that nobody verifies", () => {
    const own = handshake({ chain: [certificate()], verification: wrong });
    const varied = handshake({ verification: right }, { experiment, request: named });
    expect(said(verdict(check, [own, varied]))).toEqual([]);
  });
  it("stays quiet about alert 40 after a request for a client certificate", () => {
    expect(said(verdict(check, [alerted(40, { clientCertificateRequested: true })]))).toEqual([]);
  });
  it("speaks against itself where no name helps", () => {
    const seen = verdict(check, [alerted(40), alerted(40, {}, { experiment, request: named })]);
    expect(said(seen)).toEqual(["against tls-sni-required"]);
    expect(seen.status).toBe("pass");
  });
});

describe("tls-sni-rejected", () => {
  const sent = { request: overTls({ serverName: "api" }) };
  it("fires when the handshake works without the name", () => {
    const seen = verdict(check, [alerted(112, {}, sent), handshake({}, { experiment, request: overTls() })]);
    expect(said(seen)).toEqual(["root tls-sni-rejected"]);
    expect(strongest(seen).args).toMatchObject({ sent: "api", works: "none" });
  });
  it("fires on alert 112 alone", () => {
    expect(strongest(verdict(check, [alerted(112, {}, sent)]))).toMatchObject({
      cause: "tls-sni-rejected",
      strength: 0.9,
    });
  });
  it("stays with alert 112 where none of the names that it knows gets through", () => {
    const others = alerted(112, {}, { experiment, request: overTls() });
    const found = strongest(verdict(check, [alerted(112, {}, sent), others]));
    expect(found).toMatchObject({ cause: "tls-sni-rejected", args: { works: "" } });
    expect(found.evidence).toHaveLength(2);
  });
  it("stays quiet about alert 40, which has other reasons", () => {
    expect(said(verdict(check, [alerted(40, {}, sent)]))).toEqual([]);
  });
  it("stays quiet about a port that speaks no TLS", () => {
    expect(said(verdict(check, [handshake({ spoke: "http" }, { outcome: rejected("X"), ...sent })]))).toEqual(
      [],
    );
  });
});
