import { expect, it } from "vitest";
import { isServerError } from "../../src/model/server-error.ts";

it("takes the class of statuses that RFC 9110 has for servers, and nothing beyond it", () => {
  expect([500, 503, 599].map(isServerError)).toEqual([true, true, true]);
  expect([undefined, 429, 499, 600].map(isServerError)).toEqual([false, false, false, false]);
});
