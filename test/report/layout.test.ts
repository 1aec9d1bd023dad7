import { describe, expect, it } from "vitest";
import { columns, flow, hanging, padded, spread, wrap } from "../../src/report/layout.ts";
import { plainText, span } from "../../src/report/style.ts";

describe("layout", () => {
  it("counts columns as a terminal does", () => {
    expect([columns("abc"), columns("鍵"), columns("🙂"), columns("…")]).toEqual([3, 2, 2, 1]);
    expect(padded("鍵", 4)).toBe("鍵  ");
  });

  it("wraps at words, and cuts what is too long", () => {
    expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrap("a".repeat(20), 8)).toEqual(["aaaaaaaa", "aaaaaaaa", "aaaa"]);
    expect(wrap("", 8)).toEqual([""]);
  });

  it("hangs a text under its heading", () => {
    expect(plainText(hanging([span("Fix")], 6, "one two three", 14))).toBe("Fix   one two\n      three\n");
  });

  it("puts two things at the ends, two columns apart at least", () => {
    expect(plainText([spread([span("a")], [span("b")], 6)])).toBe("a    b\n");
    expect(plainText([spread([span("aaaa")], [span("bbbb")], 6)])).toBe("aaaa  bbbb\n");
  });

  it("lets items flow", () => {
    expect(flow(["aa", "bb", "cc"], " ", 5)).toEqual(["aa bb", "cc"]);
    expect(flow([], " ", 5)).toEqual([]);
  });
});
