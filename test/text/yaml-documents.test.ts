import { describe, expect, it } from "vitest";
import { readDocuments } from "../../src/text/documents.ts";
import { DEEPEST, TOO_DEEP } from "../../src/text/tree.ts";
import { parsePlainYaml, parseYamlTrees } from "../../src/text/yaml-tree.ts";

const steps = (count: number, line: (indent: string) => string): string =>
  Array.from({ length: count }, (_, level) => line(" ".repeat(level))).join("\n");

/** Each way to go deeper, so many levels of it. */
const FORMS = {
  "brackets in a row": (count: number) => "[".repeat(count) + "]".repeat(count),
  "brackets that stay open": (count: number) => "[".repeat(count),
  "maps in braces": (count: number) => "{a: ".repeat(count) + "}".repeat(count),
  "brackets behind a quote that is none": (count: number) => `[it's ${"[".repeat(count)}`,
  "dashes in a row": (count: number) => `${"- ".repeat(count)}x`,
  "question marks in a row": (count: number) => `${"? ".repeat(count)}x`,
  "indented keys": (count: number) => steps(count, (indent) => `${indent}a:`),
  "indented dashes": (count: number) => steps(count, (indent) => `${indent}-`),
} as const;

describe("YAML that is nested", () => {
  it.each(Object.entries(FORMS))("is refused with its place where it goes too deep: %s", (_form, text) => {
    // of indented lines this many are some hundred kilobytes; closing them overflows the stack of a library left alone
    const deep = text(text === FORMS["indented keys"] || text === FORMS["indented dashes"] ? 600 : 60_000);
    const { problems, trees } = parseYamlTrees("a.yaml", deep);
    expect(trees).toEqual([]);
    expect(problems).toEqual([{ message: TOO_DEEP, offset: expect.any(Number) }]);
    expect(problems[0]?.offset).toBeGreaterThanOrEqual(DEEPEST - 1);
    expect(parsePlainYaml("a.yaml", deep).problems[0]?.message).toBe(TOO_DEEP);
  });

  it.each(["brackets in a row", "maps in braces", "dashes in a row", "indented keys"] as const)(
    "is read as deep as configs go: %s",
    (form) => {
      expect(parseYamlTrees("a.yaml", FORMS[form](60))).toMatchObject({ problems: [], trees: [{}] });
      expect(parsePlainYaml("a.yaml", FORMS[form](60)).problems).toEqual([]);
    },
  );

  it("counts what is open, not what was: brackets in texts, in comments, and beside each other", () => {
    const brackets = "[".repeat(1_000);
    const text = `a: "${brackets}"\nb: '${brackets}'\n# ${brackets}\nc: |\n  ${brackets}\nd: [${"[],".repeat(1_000)}]\n`;
    expect(parseYamlTrees("a.yaml", text)).toMatchObject({ problems: [], trees: [{}] });
  });

  it.each(["]", "}", "] "])("ends early where it holds nothing but strays: %j", (stray) => {
    const text = `a: 1\n${stray.repeat(500_000)}`;
    const startedAt = performance.now();
    const { problems } = parseYamlTrees("a.yaml", text);
    const plain = parsePlainYaml("a.yaml", text);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(problems[0]).toMatchObject({ offset: 5 });
    expect(problems.length).toBeLessThanOrEqual(20);
    expect(plain.problems[0]).toMatchObject({ offset: 5 });
  });

  it("keeps the documents before the one that goes too deep", () => {
    const { problems, trees } = parseYamlTrees("a.yaml", `a: 1\n---\n${"[".repeat(500)}\n`);
    expect(problems).toMatchObject([{ message: TOO_DEEP }]);
    expect(trees).toHaveLength(1);
  });

  it("is bounded where the text looks like JSON, and a text that breaks off says where", () => {
    const read = (text: string) => readDocuments("envoy", Buffer.from(text)).problems;
    expect(read("[".repeat(100_000))).toEqual([{ message: TOO_DEEP, offset: DEEPEST }]);
    const broken = '{"static_resources": {"listeners": [';
    expect(read(broken)).toEqual([{ message: "the text ends in the middle", offset: broken.length }]);
  });
});
