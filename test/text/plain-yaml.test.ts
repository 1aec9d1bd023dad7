import { describe, expect, it } from "vitest";
import {
  entriesOf,
  itemsOf,
  kindOf,
  locationOf,
  placeOf,
  scalarText,
  TOO_DEEP,
  type Value,
} from "../../src/text/tree.ts";
import { parsePlainYaml } from "../../src/text/yaml-tree.ts";

function read(text: string): Value {
  const { trees, problems } = parsePlainYaml("uhc.yaml", text);
  const [tree] = trees;
  if (tree === undefined || problems.length > 0) throw new Error(problems[0]?.message);
  return { tree, index: 0 };
}

function problemIn(text: string) {
  const [problem] = parsePlainYaml("uhc.yaml", text).problems;
  const source = { file: "uhc.yaml", text, lines: undefined };
  return problem && { ...placeOf({ source, offset: problem.offset }), message: problem.message };
}

describe("YAML of maps, lists and scalars alone", () => {
  it("has a place for every part, and numbers as they were written", () => {
    const [a, b] = entriesOf(read("a: 2.50\nb:\n  - x\n  - true\n"));
    expect(a?.map(scalarText)).toEqual(["a", "2.50"]);
    expect(a?.map(kindOf)).toEqual(["text", "number"]);
    expect(a?.map(locationOf)).toMatchObject([
      { line: 1, column: 1 },
      { line: 1, column: 4 },
    ]);
    const items = b === undefined ? [] : itemsOf(b[1]);
    expect(items.map(kindOf)).toEqual(["text", "boolean"]);
    expect(items.map(locationOf)).toMatchObject([{ line: 3, column: 5 }, { line: 4 }]);
  });

  it("may be JSON, and nothing at all is no tree", () => {
    expect(entriesOf(read('{"a": [1]}')).map(([key]) => scalarText(key))).toEqual(["a"]);
    expect(parsePlainYaml("uhc.yaml", "# nothing\n")).toEqual({ trees: [], problems: [] });
  });

  it.each([
    ["a: [\n", 2],
    ["a: 1\na: 2\n", 2],
    ["a: &x 1\nb: *x\n", 2],
    ["? [a]\n: 1\n", 1],
    ["a: 1\n---\nb: 2\n", 2],
    ["a: 'x\n", 2],
  ])("says where %j is wrong", (text, line) => {
    expect(problemIn(text)).toMatchObject({ line });
  });

  it("ends for a text that would go deep, or grow", () => {
    expect(problemIn("[".repeat(50_000))).toMatchObject({ message: TOO_DEEP, line: 1, column: 201 });
    const bomb = [
      "a0: &a0 [x]",
      ...Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`),
    ];
    expect(problemIn(bomb.join("\n"))?.message).toBe("aliases are not read");
  });
});
