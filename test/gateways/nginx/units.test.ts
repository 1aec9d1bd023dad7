import { describe, expect, it } from "vitest";
import { parseSize, parseTime } from "../../../src/gateways/nginx/units.ts";

describe("times", () => {
  it.each([
    ["30", 30_000],
    ["0", 0],
    ["1500ms", 1500],
    ["2s", 2000],
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["1h 30m", 5_400_000],
    ["1w2d3h4m5s6ms", 788_645_006],
    ["1h30", 3_630_000],
    ["30 ", 30_000],
    ["1s30", 31_000],
    ["h5", 5000],
  ])("%s is %d ms", (text, ms) => expect(parseTime(text)).toBe(ms));

  it.each([
    "",
    "s",
    " ",
    "1x",
    "30m1h",
    "5s5s",
    "1ms5s",
    "1y",
    "1M",
    "-1",
    "1.5s",
    "60S",
    "99999999999999999999",
  ])("%s is refused where milliseconds are kept", (text) => expect(parseTime(text)).toBeUndefined());

  it("have years and months, and no milliseconds, where whole seconds are kept", () => {
    expect(parseTime("1y", "s")).toBe(365 * 86_400_000);
    expect(parseTime("1M", "s")).toBe(30 * 86_400_000);
    expect(parseTime("5ms", "s")).toBeUndefined();
  });
});

describe("sizes", () => {
  it.each([
    ["512", 512],
    ["8k", 8192],
    ["8K", 8192],
    ["1m", 1_048_576],
    ["0", 0],
  ])("%s is %d bytes", (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(["", "k", "1g", "1kb", "-1", "1.5k", "99999999999999999"])("%s is refused", (text) =>
    expect(parseSize(text)).toBeUndefined(),
  );
});
