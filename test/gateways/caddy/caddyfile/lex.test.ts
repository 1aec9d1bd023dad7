import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lex } from "../../../../src/gateways/caddy/caddyfile/lex.ts";
import { Refusal } from "../../../../src/gateways/caddy/caddyfile/refusal.ts";
import { sinceVersion } from "../../../../src/gateways/caddy/caddyfile/version.ts";
import { placeOf } from "../../../../src/text/tree.ts";

interface Given {
  readonly version?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

function tokens(text: string, { version, environment }: Given = {}) {
  const source = { file: "Caddyfile", text, lines: undefined };
  return lex(source, {
    environment: environment && ((name) => environment[name]),
    since: sinceVersion(version),
    onUnknown: () => {},
  });
}

const words = (text: string, given?: Given): readonly string[] => tokens(text, given).map((one) => one.text);

describe("the words of a Caddyfile", () => {
  it.each<[why: string, text: string, words: readonly string[]]>([
    ["blanks part them", "a  b\tc\r\nd", ["a", "b", "c", "d"]],
    ["a comment begins with a word", "a # b\n#c\nd#e", ["a", "d#e"]],
    ["quotes join, and hold lines", '"a b" "c\nd" ""', ["a b", "c\nd", ""]],
    ["a quote within a word is a letter", 'a"b c"', ['a"b', 'c"']],
    ["only a quote is escaped within quotes", '"a \\"b\\" \\n"', ['a "b" \\n']],
    ["nothing is escaped within backticks", '`a \\` b`"`', ["a \\", 'b`"`']],
    ["a backslash joins lines", "a \\\n b", ["a", "b"]],
    ["a backslash before a letter stays", "\\a b\\c", ["\\a", "b\\c"]],
    ["a byte order mark is no letter", "\ufeffa b", ["a", "b"]],
    ["a quote that does not end is as long as the file", 'a "b c\n', ["a", "b c\n"]],
    ["a heredoc loses the blanks of its end", "a <<END\n\tb\n\t\tc\n\tEND\nd", ["a", "b\n\tc", "d"]],
    ["two less-than signs may be a word", "a << \\<<c", ["a", "<<", "<<c"]],
  ])("%s", (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it("know no heredoc before Caddy 2.7", () => {
    expect(words("a <<END\nb\nEND\n", { version: "2.6.2" })).toEqual(["a", "<<END", "b", "END"]);
  });

  it.each([
    ["<<\na\n", "missing opening heredoc marker"],
    ["<<<A\na\nA\n", "too many '<' for heredoc"],
    ["<<A/B\na\n", "must contain only alphanumeric characters"],
    ["<<A\na\n", "incomplete heredoc <<A on line #3"],
    ["<<A\n a\n\tA\n", "mismatched leading whitespace in heredoc <<A on line #2"],
  ])("a heredoc out of order is refused: %j", (text, message) => {
    expect(() => tokens(text)).toThrow(Refusal);
    expect(() => tokens(text)).toThrow(message);
  });

  it("stand on the line that Caddy counts", () => {
    const lines = tokens('a \\\n b\n"c\nd" e\nf <<X\n g\n X\nh').map(({ text, line }) => `${text}:${line}`);
    expect(lines).toEqual(["a:1", "b:1", "c\nd:3", "e:4", "f:5", "g:5", "h:8"]);
  });

  it("have the values of the environment, or their defaults", () => {
    const environment = { A: "one two", EMPTY: "" };
    expect(words("{$A} {$B:three four} x{$EMPTY}y {$} {$NONE}", { environment })).toEqual([
      "one",
      "two",
      "three",
      "four",
      "xy",
      "{$}",
    ]);
  });

  it("keep a variable for the request where the environment is not known", () => {
    const all = tokens("x\na {$A}:80 {\n{$B:b} c\n");
    expect(all.map(({ text, isOpen }) => [text, isOpen])).toEqual([
      ["x", false],
      ["a", true],
      ["{env.A}:80", true],
      ["{", true],
      ["b", false],
      ["c", false],
    ]);
  });

  it("stand where they were written, before the environment was put in", () => {
    const all = tokens("{$A} b\n  c{$A}d e", { environment: { A: "long\nvalue" } });
    const places = all.map((one) => `${one.text}@${placeOf(one).line}:${placeOf(one).column}`);
    expect(places).toEqual(["long@1:1", "value@1:1", "b@1:6", "clong@2:3", "valued@2:4", "e@2:10"]);
  });

  it("are those that were printed, whatever they hold", () => {
    const word = fc.string({ unit: "binary" }).filter((one) => !/[`\r]|\{\$|^\ufeff/.test(one));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (some) => {
        const printed = some.map((one) => `\`${one}\``).join("\n");
        expect(words(printed, { environment: {} })).toEqual(some);
      }),
    );
  });

  it("never throw anything but a refusal", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab{}"`\\<#$: \n\t\r\ufeff') }), (text) => {
        try {
          for (const token of tokens(text)) expect(placeOf(token).line).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
    );
  });
});
