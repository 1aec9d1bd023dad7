import { describe, expect, it } from "vitest";
import { inPanic } from "../../src/model/panic.ts";
import { assumed } from "../../src/model/source.ts";

const at = { file: "/etc/envoy.yaml", line: 1, column: 1 };

function panics(belowPercent: number, ...healthy: readonly number[]): readonly number[] {
  const rule = { belowPercent: assumed(belowPercent, at), failsInstead: false, overprovisionPercent: 140 };
  return inPanic(
    healthy.map((percent) => ({ healthy: percent, all: 100 })),
    rule,
  );
}

describe("the priorities in which health is ignored", () => {
  // arch_overview/upstream/load_balancing/panic_threshold, with the default threshold
  it.each([
    [[72, 72], []],
    [[71, 71], []],
    [[50, 60], []],
    [[25, 100], []],
    [
      [25, 25],
      [0, 1],
    ],
    [[5, 65], [0]],
    [[0, 100], []],
  ])("are, of %j percent healthy, %j as Envoy's documentation has it", (healthy, expected) => {
    expect(panics(50, ...healthy)).toEqual(expected);
  });
  it("are none with a threshold of zero, and one alone below its threshold", () => {
    expect(panics(0, 0)).toEqual([]);
    expect(panics(50, 49)).toEqual([0]);
    expect(panics(50, 50)).toEqual([]);
  });
  it("are none while the healthy ones can bear the whole load, whatever the threshold", () => {
    expect(panics(100, 72)).toEqual([]);
    expect(panics(100, 71)).toEqual([0]);
  });
});
