import { describe, expect, it } from "vitest";
import { alpn } from "../../../src/plan/experiments/alpn.ts";
import { triedValues } from "../../given/ground.ts";
import { alerted, closed, exchange, overTls } from "../../given/observation.ts";

describe("alpn", () => {
  it("offers what the gateway does not, after alert 120", () => {
    const request = overTls({ alpn: ["http/1.1"] });
    expect(triedValues(alpn, [alerted(120, {}, { request })])).toEqual(["h2"]);
    expect(triedValues(alpn, [alerted(120)])).toEqual(["h2", "http/1.1"]);
  });
  it("stays shut after any other alert, and without TLS", () => {
    expect(triedValues(alpn, [alerted(40)])).toEqual([]);
    expect(triedValues(alpn, [exchange({}, { outcome: closed })])).toEqual([]);
  });
});
