import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filledSlots } from "../../../src/model/time-slots.ts";
import { counters } from "../../../src/probes/logs/counters.ts";

const START = Date.UTC(2026, 10, 28);
const times = fc.array(fc.integer({ min: -40_000_000, max: 40_000_000 }), { minLength: 1, maxLength: 200 });

describe("counters of lines", () => {
  it("hold each line in the slot of its time, however far those lie apart and in whichever order", () => {
    fc.assert(
      fc.property(times, (offsets) => {
        const all = counters();
        const one = all.open(START + (offsets[0] ?? 0));
        for (const offset of offsets) all.count(one, START + offset);
        const { firstAt, lastAt, count, slots } = all.read(one);
        expect([firstAt, lastAt]).toEqual([START + Math.min(...offsets), START + Math.max(...offsets)]);
        expect(count).toBe(offsets.length);
        const naive = new Map<number, number>();
        for (const offset of offsets) {
          const at = Math.floor((START + offset) / slots.widthMs) * slots.widthMs;
          naive.set(at, (naive.get(at) ?? 0) + 1);
        }
        expect(filledSlots(slots)).toEqual([...naive].sort(([a], [b]) => a - b));
      }),
    );
  });
  it("give the same whether lines were counted together or apart", () => {
    fc.assert(
      fc.property(times, times, (some, others) => {
        const all = counters();
        const [together, left, right] = [0, 1, 2].map(() => all.open(START + (some[0] ?? 0)));
        if (together === undefined || left === undefined || right === undefined) throw new Error("none");
        for (const offset of [...some, ...others]) all.count(together, START + offset);
        for (const offset of some) all.count(left, START + offset);
        for (const offset of others) all.count(right, START + offset);
        all.merge(left, all.read(right));
        const [joined, whole] = [all.read(left), all.read(together)];
        expect([joined.count, joined.firstAt, joined.lastAt]).toEqual([
          whole.count,
          Math.min(whole.firstAt, START + (some[0] ?? 0)),
          Math.max(whole.lastAt, START + (some[0] ?? 0)),
        ]);
      }),
    );
  });
  it("are as many as are asked for, each for itself", () => {
    const all = counters();
    const numbers = Array.from({ length: 200 }, (_, index) => all.open(START + index));
    for (const one of numbers) for (let times = 0; times <= one; times += 1) all.count(one, START + one);
    expect(numbers.map((one) => all.read(one).count)).toEqual(numbers.map((one) => one + 1));
  });
});
