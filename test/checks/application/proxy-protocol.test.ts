import { describe, expect, it } from "vitest";
import check from "../../../checks/application/proxy-protocol.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { closed, exchange, handshake, plain, reset } from "../../given/observation.ts";

const experiment = "proxy-protocol";
const sending = { request: plain({}, { proxyProtocol: 1 }) };

describe("proxy-protocol-mismatch", () => {
  it("fires when the header gets through where the connection was cut", () => {
    const seen = verdict(check, [exchange({}, { outcome: closed }), exchange({}, { experiment })]);
    expect(said(seen)).toEqual(["root proxy-protocol-mismatch"]);
    expect(strongest(seen).evidence[1]).toBe("with one: 200 in 9 ms");
  });
  it("fires when the header is what breaks the request", () => {
    const seen = verdict(check, [exchange({ status: 400 }, sending), exchange({}, { experiment })]);
    expect(strongest(seen)).toMatchObject({ strength: 0.96, args: { sent: 1 } });
  });
  it("fires when the handshake is what gets through", () => {
    expect(
      said(verdict(check, [handshake({}, { outcome: reset }), handshake({}, { experiment })])),
    ).toHaveLength(1);
  });
  it.each(["HTTP/1.1 400 Bad Request", "-ERR unknown command"])(
    "fires when the header alone gets %j",
    (firstBytes) => {
      const request = plain({ protocol: "tcp" }, { proxyProtocol: 1 });
      const seen = verdict(check, [exchange({ firstBytes }, { request })]);
      expect(strongest(seen)).toMatchObject({
        cause: "proxy-protocol-mismatch",
        strength: 0.95,
        args: { sent: 1 },
      });
    },
  );
  it("stays quiet about a greeting behind the header, and about bytes that nobody asked for", () => {
    const sent = { request: plain({ protocol: "tcp" }, { proxyProtocol: 1 }) };
    const unsent = { request: plain({ protocol: "tcp" }) };
    expect(said(verdict(check, [exchange({ firstBytes: "220 mail ESMTP" }, sent)]))).toEqual([]);
    expect(said(verdict(check, [exchange({ firstBytes: "HTTP/1.1 400 Bad Request" }, unsent)]))).toEqual([]);
  });
  it("is a weak suspect without the experiment", () => {
    expect(strongest(verdict(check, [exchange({}, { outcome: reset, ...sending })])).strength).toBe(0.35);
  });
  it("stays quiet where the opposite fails as well, or nothing fails", () => {
    const both = [exchange({}, { outcome: closed }), exchange({}, { outcome: closed, experiment })];
    expect(said(verdict(check, both))).toEqual([]);
    expect(said(verdict(check, [exchange({}, sending)]))).toEqual([]);
  });
});
