import { describe, expect, it } from "vitest";
import { trust } from "../../../src/plan/experiments/trust.ts";
import { triedValues } from "../../given/ground.ts";
import { handshake, overTls } from "../../given/observation.ts";

const failed = (code: number, tls: Parameters<typeof overTls>[0] = {}) =>
  handshake(
    { verification: { code, reason: undefined, nameMatches: true } },
    { request: overTls({ verify: true, ...tls }) },
  );

describe("trust", () => {
  it("holds a certificate of an unknown issuer against the distribution's bundle", () => {
    expect(triedValues(trust, [failed(20)])).toEqual(["system trust"]);
    expect(triedValues(trust, [failed(19)])).toEqual(["system trust"]);
  });
  it("stays shut after other errors, without verification, and where that bundle is the trust", () => {
    expect(triedValues(trust, [failed(10)])).toEqual([]);
    expect(triedValues(trust, [failed(20, { verify: false })])).toEqual([]);
    expect(triedValues(trust, [failed(20, { trust: { kind: "system" } })])).toEqual([]);
  });
});
