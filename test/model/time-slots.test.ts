import { describe, expect, it } from "vitest";
import { filledSlots, joinSlots } from "../../src/model/time-slots.ts";

const fine = { widthMs: 10, startsAt: 100, counts: [1, 0, 2] };
const wide = { widthMs: 40, startsAt: 80, counts: [4, 0, 0, 8] };

describe("slots of time", () => {
  it("gives those that hold anything, with their starts", () => {
    expect(filledSlots(fine)).toEqual([
      [100, 1],
      [120, 2],
    ]);
  });
  it("joins them in slots of the widest width, and loses nothing", () => {
    expect(joinSlots([fine, undefined, wide])).toEqual({ widthMs: 40, startsAt: 80, counts: [5, 2, 0, 8] });
    expect(joinSlots([wide, fine])).toEqual({ widthMs: 40, startsAt: 80, counts: [5, 2, 0, 8] });
  });
  it("leaves one alone as it is, and makes nothing of none", () => {
    expect(joinSlots([fine])).toBe(fine);
    expect(joinSlots([undefined])).toBeUndefined();
  });
});
