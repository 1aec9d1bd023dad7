import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lexLine } from "../../../src/gateways/haproxy/lex.ts";

const NOTHING = new Map<string, string>();
const lex = (text: string, environment = NOTHING) => lexLine(text, 0, text.length, environment);
const words = (text: string, environment?: Map<string, string>) => {
  const found = lex(text, environment);
  return found.kind === "words" ? found.words : found.message;
};

describe("a line of HAProxy", () => {
  it.each([
    ["server one 10.0.0.1:80", ["server", "one", "10.0.0.1:80"]],
    ["\t server\tone  # a comment", ["server", "one"]],
    ["acl a path /x#y", ["acl", "a", "path", "/x"]],
    ["a b\\ c \\# d\\x41", ["a", "b c", "#", "dA"]],
    ['a "b c"d \'e "f\'', ["a", "b cd", 'e "f']],
    ["a '\\n' \"\\n\" \\1", ["a", "\\n", "\n", "\\1"]],
    ['a ""', ["a", ""]],
    ["a $B '$B' \\$", ["a", "$B", "$B", "\\$"]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it("puts variables in between double quotes, and leaves those that it does not know", () => {
    const environment = new Map([["A", "one two"]]);
    expect(words(`x "$A" "\${A}b" "\${A[*]}" "\${B-c}" "\${C}"`, environment)).toEqual([
      "x",
      "one two",
      "one twob",
      "one",
      "two",
      "c",
      `\${C}`,
    ]);
  });

  it.each([
    ['a "b', "unmatched quote", 3],
    ["a b'", "unmatched quote", 4],
    ["a \\xZ", "truncated or invalid hexadecimal sequence", 3],
    [`a "\${B"`, "unmatched brace in environment variable name", 4],
    ['a "$ "', "forbidden first char in environment variable name", 4],
    ["a ".repeat(65), "too many words, truncating after word 64", 129],
  ])("refuses %j", (text, message, column) => {
    expect(lex(text)).toEqual({ kind: "error", message, column });
  });

  it("tells where each word begins", () => {
    const found = lex('  server "one" x');
    expect(found.kind === "words" && found.columns).toEqual([3, 10, 16]);
  });

  it("takes any text, and gives back what stands in single quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const found = lex(text);
        if (found.kind === "words") expect(found.columns).toHaveLength(found.words.length);
        const plain = text.replace(/[\n\r'\0]/g, "");
        expect(words(`a '${plain}'`)).toEqual(["a", plain]);
      }),
    );
  });

  it("does not slow down on a line of a hundred thousand words or one long word", () => {
    const startedAt = performance.now();
    expect(lex("a ".repeat(100_000)).kind).toBe("error");
    expect(lex("\\a".repeat(200_000)).kind).toBe("words");
    expect(lex(`"${"$".repeat(100_000)}"`).kind).toBe("error");
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
