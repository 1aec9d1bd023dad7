import { describe, expect, it } from "vitest";
import { transport } from "../../../src/plan/experiments/transport.ts";
import { triedValues } from "../../given/ground.ts";
import { alerted, closed, exchange, handshake, noTls, rejected, silence } from "../../given/observation.ts";

describe("transport", () => {
  it("speaks plaintext where the handshake meets no TLS, or silence", () => {
    expect(triedValues(transport, [noTls("http")])).toEqual(["plaintext"]);
    expect(triedValues(transport, [handshake({}, { outcome: silence })])).toEqual(["plaintext"]);
  });
  it("speaks TLS where plaintext meets TLS, a hang-up or 400", () => {
    expect(triedValues(transport, [exchange({ spoke: "tls" }, { outcome: rejected() })])).toEqual(["TLS"]);
    expect(triedValues(transport, [exchange({}, { outcome: closed })])).toEqual(["TLS"]);
    expect(triedValues(transport, [exchange({ status: 400 })])).toEqual(["TLS"]);
  });
  it("stays shut after an alert, which only TLS servers send, and where another server speaks", () => {
    expect(triedValues(transport, [alerted(40)])).toEqual([]);
    expect(triedValues(transport, [exchange({ spoke: "redis" }, { outcome: rejected() })])).toEqual([]);
    expect(triedValues(transport, [exchange({ status: 404 })])).toEqual([]);
  });
});
