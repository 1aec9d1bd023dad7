import { expect, it } from "vitest";
import { parseDuration } from "../../src/text/duration.ts";

it.each([
  ["500ms", 500],
  ["2s", 2000],
  ["1.5s", 1500],
  ["5m", 300_000],
  ["1h", 3_600_000],
  ["2d", 172_800_000],
  ["0s", 0],
])("%s is %d ms", (text, ms) => expect(parseDuration(text)).toBe(ms));

it.each(["", "5", "s", "-1s", "1 s", "1h30m", "1e3s", "1S", "2M", ".5s", `${"9".repeat(13)}s`])(
  "%s is no duration",
  (text) => expect(parseDuration(text)).toBeUndefined(),
);
