import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/application-protocol.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { alerted, handshake, overTls } from "../../given/observation.ts";

describe("tls-alpn-mismatch", () => {
  it("fires on alert 120", () => {
    const seen = verdict(check, [alerted(120, {}, { request: overTls({ alpn: ["h2"] }) })]);
    expect(strongest(seen)).toMatchObject({
      cause: "tls-alpn-mismatch",
      strength: 0.97,
      args: { offered: "h2" },
    });
  });
  it("names the protocol that the server takes", () => {
    const taken = handshake(
      { alpn: "http/1.1" },
      { experiment: "alpn", request: overTls({ alpn: ["http/1.1"] }) },
    );
    const seen = verdict(check, [alerted(120, {}, { request: overTls({ alpn: ["h2"] }) }), taken]);
    expect(strongest(seen).args.taken).toBe("http/1.1");
  });
  it("stays quiet about other alerts", () => {
    expect(said(verdict(check, [alerted(40)]))).toEqual([]);
  });
  it("stays quiet about a server that picks none and goes on", () => {
    expect(
      said(verdict(check, [handshake({ alpn: undefined }, { request: overTls({ alpn: ["h2"] }) })])),
    ).toEqual([]);
  });
});
