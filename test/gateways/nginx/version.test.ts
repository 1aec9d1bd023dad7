import { expect, test } from "vitest";
import {
  isAtLeast,
  isPlus,
  OLDEST_COMMON_VERSION,
  versionNumber,
} from "../../../src/gateways/nginx/version.ts";

test.each([
  ["1.22.1", "1.22.1", "1.22.2"],
  ["nginx version: nginx/1.25.3 (nginx-plus-r31)", "1.25.3", "1.25.4"],
  ["openresty/1.21.4.1", "1.21.4", "1.21.5"],
  ["Tengine version: Tengine/2.4.1 (nginx/1.22.1)", "1.22.1", "1.23.0"],
])("%s is at least %s and not %s", (text, reached, beyond) => {
  expect(isAtLeast(versionNumber(text), reached)).toBe(true);
  expect(isAtLeast(versionNumber(text), beyond)).toBe(false);
});

test.each([undefined, "", "unknown", "Tengine/2.3.3"])("%s is read as the oldest common version", (text) => {
  expect(versionNumber(text)).toBe(versionNumber(OLDEST_COMMON_VERSION));
});

test("numbers compare as numbers, not as text", () => {
  expect(isAtLeast(versionNumber("1.9.15"), "1.11.5")).toBe(false);
});

test("a commercial build says so", () => {
  expect(isPlus("nginx/1.25.3 (nginx-plus-r31)")).toBe(true);
  expect(isPlus("nginx/1.25.3")).toBe(false);
});
