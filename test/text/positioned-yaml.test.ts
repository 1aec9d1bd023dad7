import { describe, expect, it } from "vitest";
import { readYaml } from "../../src/text/positioned-yaml.ts";
import { TOO_DEEP } from "../../src/text/tree.ts";

const read = (text: string) => readYaml("uhc.yaml", text);

describe("readYaml", () => {
  it("gives every part its place, and numbers as they were written", async () => {
    expect(await read("a: 2.50\nb:\n  - x\n  - true\n")).toMatchObject({
      kind: "map",
      entries: [
        {
          key: { text: "a", location: { line: 1, column: 1 } },
          value: { value: 2.5, text: "2.50", location: { file: "uhc.yaml", line: 1, column: 4 } },
        },
        {
          key: { text: "b", location: { line: 2, column: 1 } },
          value: { kind: "list", items: [{ text: "x", location: { line: 3, column: 5 } }, { value: true }] },
        },
      ],
    });
  });

  it("reads JSON, and nothing at all as no entries", async () => {
    expect(await read('{"a": [1]}')).toMatchObject({ kind: "map", entries: [{ key: { text: "a" } }] });
    expect(await read("# nothing\n")).toMatchObject({ kind: "map", entries: [] });
  });

  it.each([
    ["a: [\n", 2],
    ["a: 1\na: 2\n", 2],
    ["a: &x 1\nb: *x\n", 2],
    ["? [a]\n: 1\n", 1],
    ["a: 1\n---\nb: 2\n", 2],
    ["a: 'x\n", 2],
  ])("says where %j is wrong", async (text, line) => {
    expect(await read(text)).toMatchObject({ kind: "problem", location: { line } });
  });

  it("ends for a text that would go deep, or grow", async () => {
    expect(await read("[".repeat(50_000))).toEqual({
      kind: "problem",
      message: TOO_DEEP,
      location: { file: "uhc.yaml", line: 1, column: 201 },
    });
    const bomb = [
      "a0: &a0 [x]",
      ...Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`),
    ];
    expect(await read(bomb.join("\n"))).toMatchObject({ kind: "problem", message: "aliases are not read" });
  });
});
