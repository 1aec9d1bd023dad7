import { describe, expect, it } from "vitest";
import { proxyProtocol } from "../../../src/plan/experiments/proxy-protocol.ts";
import { triedValues } from "../../given/ground.ts";
import { alerted, closed, exchange, handshake, noTls, plain } from "../../given/observation.ts";

describe("proxy-protocol", () => {
  it("sends the header in both versions where none is sent and the connection is cut", () => {
    expect(triedValues(proxyProtocol, [exchange({}, { outcome: closed })])).toEqual(["PROXY v1", "PROXY v2"]);
    expect(triedValues(proxyProtocol, [handshake({}, { outcome: closed })])).toEqual([
      "PROXY v1",
      "PROXY v2",
    ]);
  });
  it("leaves it away, or sends the other version, where one is sent", () => {
    const request = plain({}, { proxyProtocol: 2 });
    expect(triedValues(proxyProtocol, [exchange({ status: 400 }, { request })])).toEqual([
      "no PROXY header",
      "PROXY v1",
    ]);
  });
  it("stays shut after an alert, bytes of another server, and any other status", () => {
    expect(triedValues(proxyProtocol, [alerted(40)])).toEqual([]);
    expect(triedValues(proxyProtocol, [noTls("http")])).toEqual([]);
    expect(triedValues(proxyProtocol, [exchange({ status: 404 })])).toEqual([]);
  });
});
