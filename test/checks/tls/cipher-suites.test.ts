import { describe, expect, it } from "vitest";
import check from "../../../checks/tls/cipher-suites.ts";
import { said, strongest, verdict } from "../../given/look.ts";
import { alerted, handshake } from "../../given/observation.ts";

const cipher = "AES128-SHA";

describe("tls-cipher-mismatch", () => {
  it("fires when every suite gets through where the gateway's do not", () => {
    const seen = verdict(check, [alerted(40), handshake({ cipher }, { experiment: "tls-ciphers" })]);
    expect(strongest(seen)).toMatchObject({
      cause: "tls-cipher-mismatch",
      strength: 0.97,
      args: { wanted: cipher },
    });
  });
  it("fires when the experiment with versions gets through with a version that was offered", () => {
    const seen = verdict(check, [
      alerted(40),
      handshake({ version: "TLSv1.2", cipher }, { experiment: "tls-versions" }),
    ]);
    expect(said(seen)).toEqual(["root tls-cipher-mismatch"]);
  });
  it("is only one suspect among several for alert 40 alone", () => {
    expect(strongest(verdict(check, [alerted(40)])).strength).toBe(0.3);
    expect(strongest(verdict(check, [alerted(71)])).strength).toBe(0.75);
  });
  it("stays quiet when the version or the server name was the cure", () => {
    const version = handshake({ version: "TLSv1.1" }, { experiment: "tls-versions" });
    expect(said(verdict(check, [alerted(40), version]))).toEqual([]);
    expect(said(verdict(check, [alerted(40), handshake({}, { experiment: "server-name" })]))).toEqual([]);
  });
  it("stays quiet when every suite fails as well, or a certificate was asked for", () => {
    expect(said(verdict(check, [alerted(40), alerted(40, {}, { experiment: "tls-ciphers" })]))).toEqual([]);
    expect(said(verdict(check, [alerted(40, { clientCertificateRequested: true })]))).toEqual([]);
  });
});
