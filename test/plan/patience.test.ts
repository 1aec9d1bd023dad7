import { describe, expect, it } from "vitest";
import { answerPatience } from "../../src/plan/patience.ts";

const usual = { patienceMs: 5_000, readOnMs: 20_000 };

describe("the patience for an answer", () => {
  it.each([
    [100, 5_000],
    [1_000, 10_000],
    [2_000, 12_000],
    [5_000, 15_000],
    [10_000, 20_000],
  ])("is ten times a limit of %i ms, and less where that is long: %i", (limitMs, waited) => {
    expect(answerPatience(limitMs, usual)).toBe(waited);
  });
  it.each([60_000, undefined])(
    "is little more than for anything else where no wait could reach %s",
    (limitMs) => {
      expect(answerPatience(limitMs, usual)).toBe(10_000);
      expect(answerPatience(limitMs, { ...usual, patienceMs: 1_000 })).toBe(2_000);
    },
  );
  it("is the user's affair where he wants to wait for a much shorter time than the gateway", () => {
    expect(answerPatience(6_000, { ...usual, patienceMs: 1_000 })).toBe(2_000);
  });
  it("fits the run, and is no more than the user's own where nothing is experimented on", () => {
    expect(answerPatience(1_000, { ...usual, readOnMs: 6_000 })).toBe(6_000);
    expect(answerPatience(1_000, { ...usual, readOnMs: 0 })).toBe(5_000);
  });
});
