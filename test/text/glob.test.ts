import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inByteOrder, matchesName, matchesPath, readNamePattern } from "../../src/text/glob.ts";

const matches = (pattern: string, name: string): boolean => matchesName(readNamePattern(pattern), name);

describe("a pattern for one name, as glibc's glob(3) in the C locale", () => {
  it.each([
    ["*.conf", "a.conf"],
    ["*", "a"],
    ["a*b*c", "aXbXbYc"],
    ["?", "a"],
    ["[a-c]x", "bx"],
    ["[!a-c]x", "dx"],
    ["[^a-c]x", "dx"],
    ["[]x]", "]"],
    ["[!]]", "x"],
    ["[a-]", "-"],
    ["[[:digit:]b]", "7"],
    ["[[:digit:]b]", "b"],
    ["[[.a.]]", "a"],
    ["[[=a=]-c]", "b"],
    ["\\*", "*"],
    ["\\[a]", "[a]"],
    ["[\\]]", "]"],
    ["[a", "[a"],
    [".*", ".a"],
    ["??", "é"],
    ["a**", "a"],
    ["{a,b}", "{a,b}"],
    ["~", "~"],
  ])("%s matches %s", (pattern, name) => expect(matches(pattern, name)).toBe(true));

  it.each([
    ["*", ".a"],
    ["?a", ".a"],
    ["[.]a", ".a"],
    ["*.conf", "a.conf~"],
    ["?", ""],
    ["?", "é"],
    ["[z-a]", "b"],
    ["[!a]", "a"],
    ["[a-c]", "B"],
    ["{a,b}", "a"],
    ["+(a)", "a"],
    ["\\a", "\\a"],
  ])("%s does not match %s", (pattern, name) => expect(matches(pattern, name)).toBe(false));

  it("matches any name that is written with a backslash before each character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) =>
        matches([...name].map((character) => `\\${character}`).join(""), name),
      ),
    );
  });

  it("finds a star's part wherever it lies", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });
    fc.assert(fc.property(part, part, part, part, (a, x, b, y) => matches(`${a}*${b}*`, a + x + b + y)));
  });

  it("agrees with a regular expression on stars and question marks", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
    fc.assert(
      fc.property(pattern, name, (glob, text) => {
        const same = new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
        expect(matches(glob, text)).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  it("does not take forever over many stars", () => {
    expect(matches("*a".repeat(1000), "a".repeat(20_000).concat("b"))).toBe(false);
  });
});

describe("a pattern for a path", () => {
  it("matches name by name, so that no star crosses a slash", () => {
    expect(matchesPath("/e/*/x.conf", "/e/a/x.conf")).toBe(true);
    expect(matchesPath("/e/*/x.conf", "/e/a/b/x.conf")).toBe(false);
    expect(matchesPath("/e/**", "/e/a/b")).toBe(false);
    expect(matchesPath("/e/\\[a]/*", "/e/[a]/b")).toBe(true);
  });
});

it("sorts by bytes of UTF-8, not by UTF-16 units", () => {
  expect(inByteOrder(["b", "\u{1f600}", "\uffee", "B", "a"])).toEqual(["B", "a", "b", "\uffee", "\u{1f600}"]);
});
