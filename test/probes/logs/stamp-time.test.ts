import { describe, expect, it } from "vitest";
import { timeOf } from "../../../src/probes/logs/stamp-time.ts";

const stamp = { month: 12, day: 31, hour: 23, minute: 59, second: 58, offsetMinutes: 0 };
const NEW_YEAR = Date.UTC(2027, 0, 1);

describe("a stamp without a year", () => {
  it("is the latest that is not to come", () => {
    expect(timeOf({ ...stamp, year: undefined }, NEW_YEAR + 5_000)).toBe(NEW_YEAR - 2_000);
    expect(timeOf({ ...stamp, year: undefined }, NEW_YEAR - 1_000)).toBe(NEW_YEAR - 2_000);
  });
  it("may be a little ahead of this host's clock, over the turn of the year too", () => {
    const first = { ...stamp, month: 1, day: 1, hour: 0, minute: 0, year: undefined };
    expect(timeOf(first, NEW_YEAR - 1_000)).toBe(NEW_YEAR + 58_000);
  });
  it("is read as written where it has one", () => {
    expect(timeOf({ ...stamp, year: 2024 }, NEW_YEAR)).toBe(Date.UTC(2024, 11, 31, 23, 59, 58));
  });
});
