import { describe, expect, it } from "vitest";
import { sourceAddress } from "../../../src/plan/experiments/source-address.ts";
import { triedValues } from "../../given/ground.ts";
import { connect, type End } from "../../given/network.ts";

const bound = (end: End) => connect("10.0.0.5:80", end, { request: { sourceAddress: "10.9.9.9" } });

describe("source-address", () => {
  it("leaves the address away where no connection comes about", () => {
    expect(triedValues(sourceAddress, [bound("silence")])).toEqual(["any source address"]);
    expect(triedValues(sourceAddress, [bound("EHOSTUNREACH")])).toEqual(["any source address"]);
  });
  it("stays shut where the connection opens, and where the config names no address", () => {
    expect(triedValues(sourceAddress, [bound("answered")])).toEqual([]);
    expect(triedValues(sourceAddress, [connect("10.0.0.5:80", "silence")])).toEqual([]);
  });
});
