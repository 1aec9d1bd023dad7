import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeControls, escapeValue } from "../../src/text/escape.ts";

describe("escapeControls", () => {
  it.each([
    ["\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"],
    ["a\nb\r\nc\td", "a\\nb\\r\\nc\\td"],
    ["bell\x07 del\x7f c1\x9b", "bell\\x07 del\\x7f c1\\x9b"],
    ["\u202egnp.exe", "\\u202egnp.exe"],
    ["zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"],
    ["half \ud83d of one", "half \\ud83d of one"],
    ["tag \u{e0041}", "tag \\u{e0041}"],
    ["\u2028", "\\u2028"],
  ])("shows %j as %j", (text, shown) => expect(escapeControls(text)).toBe(shown));

  it("leaves every letter of every script and whole emoji alone", () => {
    const text = "größe → ключ 鍵 مفتاح 🙂 …×·│├└ \\d+ $host";
    expect(escapeControls(text)).toBe(text);
  });

  it("leaves nothing that a terminal acts on, and is the same the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = escapeControls(text);
        expect(once).not.toMatch(/[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u);
        expect(escapeControls(once)).toBe(once);
      }),
    );
  });
});

describe("escapeValue", () => {
  it("reaches every string and leaves the rest", () => {
    expect(escapeValue({ a: ["\x1b"], b: { c: "\n", d: 1, e: null, f: undefined } })).toEqual({
      a: ["\\x1b"],
      b: { c: "\\n", d: 1, e: null },
    });
  });
});
