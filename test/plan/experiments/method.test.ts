import { describe, expect, it } from "vitest";
import { method } from "../../../src/plan/experiments/method.ts";
import { triedValues } from "../../given/ground.ts";
import { exchange, plain } from "../../given/observation.ts";

const declared = { request: plain({ purpose: "declared-check", method: "HEAD" }) };

describe("method", () => {
  it.each([405, 501])("tries the safe methods after %i to a declared check", (status) => {
    expect(triedValues(method, [exchange({ status }, declared)])).toEqual(["GET", "OPTIONS"]);
  });
  it("knows the method of a request that the config spells out", () => {
    const request = plain({ purpose: "declared-check", rawRequest: "OPTIONS / HTTP/1.0\r\n\r\n" });
    expect(triedValues(method, [exchange({ status: 405 }, { request })])).toEqual(["GET", "HEAD"]);
  });
  it("stays shut for a route, and after 404", () => {
    expect(triedValues(method, [exchange({ status: 405 })])).toEqual([]);
    expect(triedValues(method, [exchange({ status: 404 }, declared)])).toEqual([]);
  });
});
