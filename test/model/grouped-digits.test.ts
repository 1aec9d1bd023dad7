import { expect, it } from "vitest";
import { groupedDigits } from "../../src/model/grouped-digits.ts";

it.each([0, 7, 999, 1_000, 12_345, 999_999, 1_000_000, 20_304_050_607])(
  "%d is grouped as in English",
  (count) => {
    expect(groupedDigits(count)).toBe(count.toLocaleString("en-US"));
  },
);
