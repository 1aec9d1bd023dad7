import { describe, expect, it } from "vitest";
import { assumed } from "../../src/model/source.ts";
import { finds } from "../../src/model/subset-choice.ts";
import type { Labels, Subsets } from "../../src/model/upstream-rules.ts";

const location = { file: "/etc/envoy.yaml", line: 9, column: 3 };

/** The hosts and the cluster of Envoy's own example, arch_overview/upstream/load_balancing/subsets. */
const ENDPOINTS = [
  { labels: { v: "1.0", stage: "prod" } },
  { labels: { v: "1.1", stage: "canary" } },
  { labels: { v: "1.2-pre", stage: "dev" } },
];
const EXAMPLE: Subsets = {
  selectors: [{ names: ["v", "stage"] }, { names: ["stage"], fallback: "nobody" }],
  fallback: assumed("default", location),
  defaultLabels: { stage: "prod" },
  location,
};

function found(wanted: Labels, over: Partial<Subsets> = {}): boolean {
  return finds({ ...EXAMPLE, ...over }, ENDPOINTS, wanted);
}

describe("who is found in a part of an upstream", () => {
  it.each<[boolean, Labels]>([
    [true, { stage: "canary" }],
    [true, { v: "1.2-pre", stage: "dev" }],
    [true, { v: "1.0" }],
    [true, { other: "x" }],
    [true, {}],
    [false, { stage: "test" }],
  ])("%s for %j, as Envoy's documentation has it", (is, wanted) => {
    expect(found(wanted)).toBe(is);
  });
  it("nobody, where the default labels are nobody's, unless then anybody will do", () => {
    expect(found({ v: "9" }, { defaultLabels: { stage: "qa" } })).toBe(false);
    expect(found({ v: "9" }, { defaultLabels: { stage: "qa" }, panicsToAnybody: true })).toBe(true);
    expect(found({ v: "9" }, { fallback: assumed("nobody", location), panicsToAnybody: true })).toBe(false);
  });
  it("whoever fits by fewer names, where the selector falls back on them", () => {
    const selectors = [
      { names: ["v", "stage"], fallback: { fewer: ["stage"] } },
      { names: ["stage"] },
    ] as const;
    const none = assumed("nobody" as const, location);
    expect(found({ v: "9", stage: "prod" }, { selectors, fallback: none })).toBe(true);
    expect(found({ v: "9", stage: "qa" }, { selectors, fallback: none })).toBe(false);
  });
  it("whoever fits by the labels that divide it, where more of them are overlooked", () => {
    const none = assumed("nobody" as const, location);
    expect(found({ stage: "prod", team: "a" }, { fallback: none })).toBe(false);
    expect(found({ stage: "prod", team: "a" }, { fallback: none, ignoresMore: true })).toBe(true);
  });
});
