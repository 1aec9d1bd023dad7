import { describe, expect, it } from "vitest";
import { tlsCiphers } from "../../../src/plan/experiments/tls-ciphers.ts";
import { triedValues } from "../../given/ground.ts";
import { alerted, closed, handshake, noTls } from "../../given/observation.ts";

describe("tls-ciphers", () => {
  it("offers every suite after alert 40 or 71, and after a cut without an alert", () => {
    expect(triedValues(tlsCiphers, [alerted(40)])).toEqual(["every cipher suite"]);
    expect(triedValues(tlsCiphers, [alerted(71)])).toEqual(["every cipher suite"]);
    expect(triedValues(tlsCiphers, [handshake({}, { outcome: closed })])).toEqual(["every cipher suite"]);
  });
  it("stays shut after other alerts, and where there is no TLS", () => {
    expect(triedValues(tlsCiphers, [alerted(112)])).toEqual([]);
    expect(triedValues(tlsCiphers, [noTls("http")])).toEqual([]);
  });
});
