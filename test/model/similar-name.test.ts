import { describe, expect, it } from "vitest";
import { similarName } from "../../src/model/similar-name.ts";

describe("similarName", () => {
  it("finds the name that was meant", () => {
    expect(similarName("backnd", ["frontend", "backend"])).toBe("backend");
    expect(similarName("Api-Servre", ["api-server"])).toBe("api-server");
  });
  it("takes the nearest", () => {
    expect(similarName("backend1", ["backend22", "backend2"])).toBe("backend2");
  });
  it("finds nothing in names that are merely short, other, or the same", () => {
    expect(similarName("ap", ["db"])).toBeUndefined();
    expect(similarName("frontdoor", ["backend"])).toBeUndefined();
    expect(similarName("api", ["api"])).toBeUndefined();
  });
  it("looks at the beginning of endless names alone", () => {
    expect(similarName("a".repeat(100_000), [`${"a".repeat(99_999)}b`])).toBeUndefined();
  });
});
