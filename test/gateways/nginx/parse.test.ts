import { describe, expect, it } from "vitest";
import { DEEPEST_BLOCK } from "../../../src/gateways/nginx/scan.ts";
import { parseText, plain, problemLines } from "./parse-text.ts";

describe("blocks", () => {
  it("nest, and tell an empty block from none", () => {
    const tree = parseText("http { server { } upstream a { server b; } }\nuser x;");
    expect(plain(tree.directives)).toEqual([
      [
        "http",
        [],
        [
          ["server", [], []],
          ["upstream", ["a"], [["server", ["b"]]]],
        ],
      ],
      ["user", ["x"]],
    ]);
  });
  it.each(["map $a $b", "geo $a", "types", "split_clients $a $b", "match ok", "charset_map a b"])(
    "of %s hold lines, whose first word is no directive",
    (head) => {
      const tree = parseText(`${head} { default 1; "~^a" b; content_by_lua_block x; map y; }`);
      expect(tree.problems).toEqual([]);
      expect(tree.directives[0]?.children?.map((line) => [line.name, line.words[0]?.text])).toEqual([
        ["default", "1"],
        ["~^a", "b"],
        ["content_by_lua_block", "x"],
        ["map", "y"],
      ]);
    },
  );
  it("of lines take no further block", () => {
    expect(problemLines(parseText("map $a $b {\n x { y z; }\n}"))).toEqual(['2:4 unexpected "{"']);
  });
  it("deeper than anybody nests are read into the last one, and that is said", () => {
    const tree = parseText(`${"a {".repeat(DEEPEST_BLOCK + 50)} b c; ${"}".repeat(DEEPEST_BLOCK + 50)} d e;`);
    expect(tree.problems.map((problem) => problem.refusesConfig)).toEqual([false]);
    expect(tree.directives.map((directive) => directive.name)).toEqual(["a", "d"]);
  });
});

describe("what nginx refuses", () => {
  it.each([
    ["a semicolon alone", "a b;;", ['1:5 unexpected ";"']],
    ["a block without a name", "a b;\n{ c d; }", ['2:1 unexpected "{"']],
    ["a closing brace too many", "a { } }\nb c;", ['1:7 unexpected "}"']],
    [
      "a directive without its semicolon",
      "a {\n b c\n}\nd e;",
      ['2:2 unexpected "}": the directive that starts here has no ";" (nginx notices it on line 3)'],
    ],
    ["a word right behind a closing quote", `a "b"c;`, ['1:6 unexpected "c"']],
    [
      "a quote that takes in the next line",
      `a "b;\nc "d";`,
      ['1:3 unexpected "d" (nginx notices it on line 2)'],
    ],
    [
      "a block that is never closed",
      "a {\n b {\n c d;\n }\n",
      ['1:1 unexpected end of file, expecting "}" (nginx notices it on line 5)'],
    ],
    ["a directive that is never ended", "a b", ['1:1 unexpected end of file, expecting ";" or "}"']],
    [
      "a quote that is never closed",
      `a b;\nc "d;\ne f;\n`,
      [
        '2:3 unexpected end of file, expecting ";" or "}": the quote that opens here is never closed (nginx notices it on line 4)',
      ],
    ],
  ])("includes %s", (_, text, expected) => {
    const tree = parseText(text);
    expect(problemLines(tree)).toEqual(expected);
    expect(tree.problems.every((problem) => problem.refusesConfig)).toBe(true);
  });

  it("is told several times in one go, with the rest still read", () => {
    const tree = parseText(`a "b"c;\n;\nd {\n e "f;\n g h;\n}\n}\ni j;`);
    expect(problemLines(tree).map((line) => line.replace(/: the quote.*/, ""))).toEqual([
      '1:6 unexpected "c"',
      '2:1 unexpected ";"',
      '4:4 unexpected end of file, expecting ";" or "}"',
      '7:1 unexpected "}"',
    ]);
    expect(plain(tree.directives)).toEqual([
      ["a", ["b", "c"]],
      [
        "d",
        [],
        [
          ["e", ["f"]],
          ["g", ["h"]],
        ],
      ],
      ["i", ["j"]],
    ]);
  });
});

describe("bytes that are no text", () => {
  it("a byte order mark is a part of the first word, and the name is read without it", () => {
    const tree = parseText("\ufeffevents {}\n");
    expect(problemLines(tree)).toEqual([
      '1:1 unknown directive "<U+FEFF>events": the file begins with a byte order mark, which nginx takes for a part of the first word',
    ]);
    expect(tree.directives[0]?.name).toBe("events");
  });
  it("a NUL is told once, and does not make nginx refuse the file", () => {
    const tree = parseText("a b\0c;\nd \0;");
    expect(tree.problems.map((problem) => [problem.location.line, problem.refusesConfig])).toEqual([
      [1, false],
    ]);
  });
  it("bytes that are not UTF-8 are replaced", () => {
    const tree = parseText(Uint8Array.from([97, 32, 0xff, 0xfe, 59]));
    expect(tree.directives[0]?.words[0]?.text).toBe("\ufffd\ufffd");
  });
  it("an empty file is an empty config", () => {
    expect(parseText("")).toMatchObject({ directives: [], problems: [] });
  });
});

it("reports a main file that is not there as nginx does", () => {
  const tree = parseText({});
  expect(tree.problems).toMatchObject([
    {
      cause: "config-include-missing",
      message: 'open() "/etc/nginx/nginx.conf" failed (2: No such file or directory)',
      refusesConfig: true,
    },
  ]);
});
