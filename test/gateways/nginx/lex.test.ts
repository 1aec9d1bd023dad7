import { describe, expect, it } from "vitest";
import type { Directive } from "../../../src/gateways/nginx/ast.ts";
import { MAIN, parseText, plain, problemLines } from "./parse-text.ts";

/** The words of the one directive in a text that has no problem. */
function wordsOf(text: string): string[] {
  const tree = parseText(text);
  expect(problemLines(tree)).toEqual([]);
  expect(tree.directives).toHaveLength(1);
  const [only] = plain(tree.directives);
  return only === undefined ? [] : [only[0], ...only[1]];
}

function firstOf(text: string): Directive | undefined {
  return parseText(text).directives[0];
}

describe("where words begin and end", () => {
  it("separates words by space, tab, CR and LF", () => {
    expect(wordsOf("a b\tc\r\nd\n;")).toEqual(["a", "b", "c", "d"]);
  });
  it("takes a sharp for a comment only where a word could start", () => {
    expect(wordsOf("return 302 /a#b; # no more")).toEqual(["return", "302", "/a#b"]);
    expect(wordsOf("return #x; y\n 302;")).toEqual(["return", "302"]);
  });
  it("reads a comment to the line feed, so that a lone CR ends none", () => {
    expect(wordsOf("# old mac\ra b;\rc d;\ne f;")).toEqual(["e", "f"]);
  });
  it("keeps a closing brace and quotes inside a bare word", () => {
    expect(wordsOf(`a x}y z"q' k="v;`)).toEqual(["a", "x}y", `z"q'`, `k="v`]);
  });
  it("ends a bare word at an opening brace, unless a dollar stands before it", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx's own variables
    const word = "${host}x${{y";
    expect(wordsOf(`set $a ${word};`)).toEqual(["set", "$a", word]);
    expect(plain(parseText("location /a{b c;}").directives)).toEqual([["location", ["/a"], [["b", ["c"]]]]]);
  });
  it("splits an unquoted regular expression at its braces, as nginx does", () => {
    expect(plain(parseText(String.raw`location ~ ^/\d{3}/ {}`).directives)).toEqual([
      ["location", ["~", String.raw`^/\d`], [["3}/", [], []]]],
    ]);
  });
  it("splits at a semicolon in an unquoted value", () => {
    expect(plain(parseText(`a b="c;d";`).directives)).toEqual([
      ["a", [`b="c`]],
      [`d"`, []],
    ]);
  });
});

describe("quotes", () => {
  it("keeps everything between them, line feeds included", () => {
    expect(wordsOf(`a "b;{}#\n'c'" '"';`)).toEqual(["a", "b;{}#\n'c'", '"']);
  });
  it("keeps empty words", () => {
    expect(wordsOf(`a "" '';`)).toEqual(["a", "", ""]);
  });
  it("takes a quoted name for the name", () => {
    expect(wordsOf(`"a b" c;`)).toEqual(["a b", "c"]);
  });
  it("lets a semicolon, a brace, a blank or a closing parenthesis follow", () => {
    expect(plain(parseText(`a "b"{c "d";}if ($x = "y") {}`).directives)).toEqual([
      ["a", ["b"], [["c", ["d"]]]],
      ["if", ["($x", "=", "y", ")"], []],
    ]);
    expect(parseText(`a "b")c;`).problems).toEqual([]);
  });
  it("tells a quoted word from a bare one", () => {
    expect(firstOf(`a "b" c;`)?.words.map((word) => word.quoted)).toEqual([true, false]);
    expect(firstOf(`a "b" 'c';`)?.words.map((word) => word.raw)).toEqual([`"b"`, "'c'"]);
  });
});

describe("backslashes", () => {
  it("rewrites six escapes and keeps every other backslash, in quotes and outside", () => {
    const written = String.raw`\"\'\\\t\r\n\d\.\;\ x`;
    const read = `"'\\\t\r\n${String.raw`\d\.\;\ x`}`;
    expect(wordsOf(`a ${written};`)).toEqual(["a", read]);
    expect(wordsOf(`a "${written}";`)).toEqual(["a", read]);
  });
  it("protects the next byte from ending the word", () => {
    expect(wordsOf(String.raw`a b\;c d\{e f\ g;`)).toEqual([
      "a",
      String.raw`b\;c`,
      String.raw`d\{e`,
      String.raw`f\ g`,
    ]);
  });
  it("starts a word, so that a quote behind one opens nothing", () => {
    expect(wordsOf(String.raw`a \"b c;`)).toEqual(["a", '"b', "c"]);
  });
});

describe("places", () => {
  const tree = parseText(`\n  a "é" b; # é\n\té { c\n  d;\n}\n`);
  it("knows the start and the end of each word, in characters", () => {
    const [first] = tree.directives;
    expect(first?.location).toEqual({ file: MAIN, line: 2, column: 3 });
    expect(first?.end).toEqual({ file: MAIN, line: 2, column: 11 });
    expect(first?.words.map(({ location, end }) => [location.column, end.column])).toEqual([
      [5, 8],
      [9, 10],
    ]);
  });
  it("ends a block behind its closing brace", () => {
    const block = tree.directives[1];
    expect(block?.name).toBe("é");
    expect(block?.end).toEqual({ file: MAIN, line: 5, column: 2 });
    expect(block?.children?.[0]?.words[0]?.location).toEqual({ file: MAIN, line: 4, column: 3 });
  });
});

describe("the read buffer of 4096 bytes", () => {
  const tooLong = (text: string): string[] => problemLines(parseText(text));
  it("takes 4095 bytes of a word before a semicolon, and no more", () => {
    expect(tooLong(`${"x".repeat(4095)};\na b;`)).toEqual([]);
    expect(tooLong(`a;\n${"x".repeat(4096)};\na b;`)).toEqual([
      '2:1 too long parameter "xxxxxxxxxx..." started',
    ]);
  });
  it("counts a blank behind the word and a closing quote", () => {
    expect(tooLong(`${"x".repeat(4094)} y;`)).toEqual([]);
    expect(tooLong(`${"x".repeat(4095)} y;`)).toEqual(['1:1 too long parameter "xxxxxxxxxx..." started']);
    expect(tooLong(`a "${"x".repeat(4094)}";`)).toEqual([]);
    expect(tooLong(`a "${"x".repeat(4095)}";`)).toEqual(['1:4 too long parameter "xxxxxxxxxx..." started']);
  });
  it("blames a missing quote when it does not close in time, and reads on behind the line", () => {
    const tree = parseText(`a "${"x".repeat(4096)}";\nb c;`);
    expect(problemLines(tree)).toEqual([
      '1:3 too long parameter, probably missing terminating """ character',
    ]);
    expect(tree.directives.map((directive) => directive.name)).toEqual(["a", "b"]);
  });
  it("also limits comments, for nothing empties the buffer while they last", () => {
    expect(tooLong(`#${"x".repeat(4094)}\n`)).toEqual([]);
    expect(tooLong(`a;\n#${"x".repeat(4095)}\n`)).toEqual(['2:1 too long parameter "#xxxxxxxxx..." started']);
  });
});
