import { describe, expect, it } from "vitest";
import check from "../../../checks/application/stays-open.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { connect } from "../../given/network.ts";
import { alerted, closed, exchange, handshake, overTls, plain, reset } from "../../given/observation.ts";

describe("connection-reset", () => {
  it("fires on a reset that comes with the connection", () => {
    const connected = connect("10.0.0.5:8443", "answered");
    expect(said(verdict(check, [{ ...connected, outcome: reset }]))).toEqual(["root connection-reset"]);
    expect(said(verdict(check, [connected]))).toEqual([]);
  });
  it("says of some requests what the same, asked again, showed", () => {
    const again = exchange({}, { outcome: reset, experiment: "repeat" });
    expect(strongest(verdict(check, [exchange(), again])).extent).toBe("some");
  });
  it("fires on a reset before the first byte", () => {
    expect(strongest(verdict(check, [exchange({}, { outcome: reset })]))).toMatchObject({
      cause: "connection-reset",
      strength: 0.8,
    });
  });
  it("fires on a connection that is closed within the handshake", () => {
    expect(said(verdict(check, [handshake({}, { outcome: closed })]))).toEqual(["root connection-reset"]);
  });
  it("is surer where experiments end no better", () => {
    const seen = verdict(check, [
      exchange({}, { outcome: reset }),
      exchange({}, { outcome: reset, experiment: "proxy-protocol" }),
    ]);
    expect(strongest(seen).strength).toBeCloseTo(0.88);
  });
  it.each([
    ["a server name", handshake({}, { outcome: reset }), handshake({}, { experiment: "server-name" })],
    ["TLS", exchange({}, { outcome: reset }), handshake({}, { experiment: "transport" })],
    ["plaintext", handshake({}, { outcome: reset }), exchange({ status: 404 }, { experiment: "transport" })],
    ["a PROXY header", exchange({}, { outcome: reset }), exchange({}, { experiment: "proxy-protocol" })],
  ])("stays quiet where %s gets through", (_, own, cure) => {
    expect(said(verdict(check, [own, cure]))).toEqual([]);
  });
  it("is less sure where another question is answered with an error, which cures nothing", () => {
    const own = exchange({}, { outcome: reset });
    const refused = exchange({ status: 400 }, { experiment: "proxy-protocol" });
    const found = strongest(verdict(check, [own, refused]));
    expect(found).toMatchObject({ cause: "connection-reset", strength: 0.6 });
    expect(found.evidence.at(-1)).toMatch(/^asked in another way \(.+\): 400 in 9 ms$/);
  });
  it("takes no silence for a cure where bytes are only passed on", () => {
    const silent = { status: undefined, firstByteMs: undefined };
    const open = exchange(silent, { experiment: "transport", request: plain({ protocol: "tcp" }) });
    const dropped = handshake({}, { outcome: reset, request: overTls({}, { protocol: "tcp" }) });
    expect(said(verdict(check, [dropped, open]))).toEqual(["root connection-reset"]);
  });
  it("fires on an orderly close where bytes are only passed on, and nothing was asked yet", () => {
    const request = plain({ protocol: "tcp" });
    expect(said(verdict(check, [exchange({}, { outcome: closed, request })]))).toEqual([
      "root connection-reset",
    ]);
  });
  it("leaves an orderly close after the request, an alert and a broken body to others", () => {
    expect(said(verdict(check, [exchange({}, { outcome: closed })]))).toEqual([]);
    expect(said(verdict(check, [alerted(40)]))).toEqual([]);
    expect(said(verdict(check, [exchange({ status: 200, headerBytes: 90 }, { outcome: reset })]))).toEqual(
      [],
    );
  });
});
