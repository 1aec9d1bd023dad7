import { describe, expect, it } from "vitest";
import { fieldOf, itemsOf, kindOf, locationOf, scalarText, type Value } from "../../src/text/tree.ts";
import { parseYamlTrees } from "../../src/text/yaml-tree.ts";

function only(text: string): Value {
  const [tree] = parseYamlTrees("a.yaml", text).trees;
  if (tree === undefined) throw new Error("no document");
  return { tree, index: 0 };
}

const at = (value: Value, key: string): Value => fieldOf(value, key) ?? { ...value, index: -1 };

describe("YAML with places", () => {
  it("tells line and column of a value", () => {
    expect(locationOf(at(only("a: 1\nb:\n  c: 'x'\n"), "b"))).toEqual({ file: "a.yaml", line: 3, column: 3 });
    expect(locationOf(at(at(only("a: 1\nb:\n  c: 'x'\n"), "b"), "c")).column).toBe(6);
  });

  it("tells texts from numbers and words by their quotes", () => {
    const root = only('a: "5"\nb: 5\nc: true\nd:\ne: 0.25s\n');
    expect(["a", "b", "c", "d", "e"].map((key) => kindOf(at(root, key)))).toEqual([
      "text",
      "number",
      "boolean",
      "null",
      "text",
    ]);
  });

  it("puts what an anchor holds in the place of its aliases, and merges it under <<", () => {
    const root = only("x: &x { name: api, port: 1 }\ny: *x\nz:\n  <<: *x\n  port: 2\n");
    expect(scalarText(at(at(root, "y"), "name"))).toBe("api");
    expect(scalarText(at(at(root, "z"), "name"))).toBe("api");
    expect(scalarText(at(at(root, "z"), "port"))).toBe("2");
  });

  it("gives one tree for each document, and none for an empty one", () => {
    expect(parseYamlTrees("a.yaml", "a: 1\n---\n---\nb: 2\n").trees).toHaveLength(2);
  });

  it("goes on behind a mistake, and says where it stands", () => {
    const { trees, problems } = parseYamlTrees("a.yaml", 'a: "x\nb: [1, 2\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(trees).toHaveLength(1);
  });

  it("stops at aliases that grow without end", () => {
    const levels = Array.from({ length: 30 }, (_, level) =>
      level === 0
        ? "a0: &a0 [x, x, x, x, x, x, x, x]"
        : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(8)}]`,
    );
    const { problems, trees } = parseYamlTrees("a.yaml", levels.join("\n"));
    expect(problems.map(({ message }) => message)).toEqual(["its aliases expand to more than can be read"]);
    expect(itemsOf(at({ tree: trees[0] ?? only("a: 1").tree, index: 0 }, "a0"))).toHaveLength(8);
  });

  it("is not lost in a name that holds itself", () => {
    expect(parseYamlTrees("a.yaml", "a: &a\n  b: *a\n").problems).toEqual([]);
  });
});
