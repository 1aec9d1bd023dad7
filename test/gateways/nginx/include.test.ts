import { describe, expect, it } from "vitest";
import { parseNginx } from "../../../src/gateways/nginx/parse.ts";
import { MAIN, memoryReader, parseText, plain, problemLines } from "./parse-text.ts";

describe("include", () => {
  it("puts the file's directives in place of itself, in any block, with their own places", () => {
    const tree = parseText({
      [MAIN]: "a;\nhttp { b; include conf.d/x.conf; c; }",
      "/etc/nginx/conf.d/x.conf": "\nserver { include y.conf; }\n",
      "/etc/nginx/y.conf": "listen 80;",
    });
    expect(tree.problems).toEqual([]);
    expect(plain(tree.directives)).toEqual([
      ["a", []],
      [
        "http",
        [],
        [
          ["b", []],
          ["server", [], [["listen", ["80"]]]],
          ["c", []],
        ],
      ],
    ]);
    const server = tree.directives[1]?.children?.[1];
    expect(server?.location).toEqual({ file: "/etc/nginx/conf.d/x.conf", line: 2, column: 1 });
    expect(tree.files).toEqual([MAIN, "/etc/nginx/conf.d/x.conf", "/etc/nginx/y.conf"]);
  });

  it("starts from the folder of the main file, not of the file that it stands in", () => {
    const tree = parseText({
      [MAIN]: "include conf.d/x.conf;",
      "/etc/nginx/conf.d/x.conf": "include y.conf;",
      "/etc/nginx/conf.d/y.conf": "wrong;",
    });
    expect(problemLines(tree)).toEqual([
      '/etc/nginx/conf.d/x.conf:1:1 open() "/etc/nginx/y.conf" failed (2: No such file or directory)',
    ]);
    expect(tree.problems[0]).toMatchObject({
      cause: "config-include-missing",
      refusesConfig: true,
      about: "/etc/nginx/y.conf",
    });
  });

  it("takes a pattern's files in the order of their bytes, and no match for no problem", () => {
    const tree = parseText({
      [MAIN]: "include d/*.conf; include none/*.conf; include /opt/[ab].conf;",
      "/etc/nginx/d/b.conf": "b;",
      "/etc/nginx/d/Z.conf": "z;",
      "/etc/nginx/d/a.conf": "a;",
      "/etc/nginx/d/.hidden.conf": "hidden;",
      "/etc/nginx/d/deep/c.conf": "deep;",
      "/opt/b.conf": "optional;",
    });
    expect(tree.problems).toEqual([]);
    expect(tree.directives.map((directive) => directive.name)).toEqual(["z", "a", "b", "optional"]);
  });

  it("works in the blocks of lines that know it, and is a line like any other in those that don't", () => {
    const tree = parseText({
      [MAIN]: "map $a $b { include m; } types { include m; } split_clients $a $b { include m; }",
      "/etc/nginx/m": "x y;",
    });
    expect(plain(tree.directives)).toEqual([
      ["map", ["$a", "$b"], [["x", ["y"]]]],
      ["types", [], [["x", ["y"]]]],
      ["split_clients", ["$a", "$b"], [["include", ["m"]]]],
    ]);
    expect(tree.problems).toEqual([]);
  });

  it("reads an included file by the rules of the block that it is included in", () => {
    const tree = parseText({ [MAIN]: "map $a $b { include m; }", "/etc/nginx/m": "x { y z; }" });
    expect(problemLines(tree)).toEqual(['/etc/nginx/m:1:3 unexpected "{"']);
  });

  it("may bring in one file many times, and names its problems once", () => {
    const tree = parseText({
      [MAIN]: "a { include p; } b { include p; }",
      "/etc/nginx/p": "c; ;",
    });
    expect(plain(tree.directives)).toEqual([
      ["a", [], [["c", []]]],
      ["b", [], [["c", []]]],
    ]);
    expect(tree.directives[0]?.children?.[0]).not.toBe(tree.directives[1]?.children?.[0]);
    expect(tree.problems).toHaveLength(1);
  });

  it.each(["include;", "include a b;"])("refuses a wrong number of arguments: %s", (text) => {
    expect(problemLines(parseText(text))).toEqual(['1:1 invalid number of arguments in "include" directive']);
  });

  it("refuses a block", () => {
    expect(problemLines(parseText("include a { b c; }"))).toEqual([
      '1:11 directive "include" is not terminated by ";"',
    ]);
  });

  it("looks for the file that C would see: up to the first NUL", () => {
    const tree = parseText({ [MAIN]: "include a\0b;", "/etc/nginx/a": "x;" });
    expect(tree.directives.map((directive) => directive.name)).toEqual(["x"]);
  });

  it("tells problems in the order in which nginx meets them, across files", () => {
    const tree = parseText({
      [MAIN]: "a;;\ninclude x;\n}\n",
      "/etc/nginx/x": ";",
    });
    expect(problemLines(tree)).toEqual([
      '1:3 unexpected ";"',
      '/etc/nginx/x:1:1 unexpected ";"',
      '3:1 unexpected "}"',
    ]);
  });
});

describe("files that can't be read", () => {
  const withAnswer = (kind: "not-allowed" | "directory" | "too-large", errno: string | undefined) => {
    const memory = memoryReader({ [MAIN]: "a; include x; b;" });
    const failure = { kind, errno, message: "/etc/nginx/x: why" } as const;
    return parseNginx({
      mainFile: MAIN,
      reader: { ...memory, read: (path) => (path === MAIN ? memory.read(path) : failure) },
    });
  };
  it("are no proof that nginx can't, when only uhc has no right to", () => {
    expect(withAnswer("not-allowed", "13: Permission denied").problems).toMatchObject([
      { message: 'open() "/etc/nginx/x" failed (13: Permission denied)', refusesConfig: false },
    ]);
  });
  it("are refused by nginx when they are folders", () => {
    expect(withAnswer("directory", "21: Is a directory").problems).toMatchObject([
      { message: 'pread() "/etc/nginx/x" failed (21: Is a directory)', refusesConfig: true },
    ]);
  });
  it("are told as they are when there is no errno", () => {
    const tree = withAnswer("too-large", undefined);
    expect(tree.problems).toMatchObject([{ message: "/etc/nginx/x: why", refusesConfig: false }]);
    expect(tree.directives.map((directive) => directive.name)).toEqual(["a", "b"]);
  });
});

describe("includes that go in circles", () => {
  it("are found whatever the spelling, and what stands around them is read", () => {
    const tree = parseText({
      [MAIN]: "a; include x; b;",
      "/etc/nginx/x": "c; include ./d/../x; d;",
    });
    expect(problemLines(tree)).toEqual([
      '/etc/nginx/x:1:4 "/etc/nginx/./d/../x" includes itself (/etc/nginx/x → /etc/nginx/x): nginx opens it until open() fails (24: Too many open files)',
    ]);
    expect(tree.problems[0]?.refusesConfig).toBe(true);
    expect(tree.directives.map((directive) => directive.name)).toEqual(["a", "c", "d", "b"]);
  });
  it("are found through a pattern that takes in the main file", () => {
    const tree = parseText("include *.conf;");
    expect(tree.problems).toMatchObject([{ cause: "config-syntax-error", about: MAIN }]);
  });
  it("end even when each file has a new name", () => {
    const memory = memoryReader({});
    let opened = 0;
    const tree = parseNginx({
      mainFile: MAIN,
      reader: { ...memory, read: () => Buffer.from(`include l${opened++};`) },
    });
    expect(tree.problems).toMatchObject([{ refusesConfig: false }]);
    expect(tree.files).toHaveLength(100);
  });
});

it("stops at a number of opened files when includes multiply without a circle", () => {
  const files: Record<string, string> = { [MAIN]: "include f0;" };
  for (let i = 0; i < 60; i++) files[`/etc/nginx/f${i}`] = `include f${i + 1}; include f${i + 1};`;
  files["/etc/nginx/f60"] = "a;";
  const tree = parseText(files);
  expect(tree.directives.length).toBeLessThan(100_000);
  expect(tree.problems.length).toBeGreaterThan(0);
  expect(tree.problems.every((problem) => !problem.refusesConfig)).toBe(true);
});
