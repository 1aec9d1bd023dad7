import { describe, expect, it } from "vitest";
import { addressFamily } from "../../../src/plan/experiments/address-family.ts";
import { triedValues } from "../../given/ground.ts";
import { connect } from "../../given/network.ts";

const spare = { spareAddresses: ["10.0.0.5", "10.0.0.6"] };

describe("address-family", () => {
  it("tries the first address that the gateway leaves out", () => {
    expect(triedValues(addressFamily, [connect("[fd00::5]:80", "ENETUNREACH")], spare)).toEqual(["10.0.0.5"]);
  });
  it("stays shut where the connection opens, and where no address is left out", () => {
    expect(triedValues(addressFamily, [connect("[fd00::5]:80")], spare)).toEqual([]);
    expect(triedValues(addressFamily, [connect("[fd00::5]:80", "ENETUNREACH")])).toEqual([]);
  });
});
