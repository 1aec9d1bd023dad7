import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locationOf } from "../../../../src/text/tree.ts";
import { ACCEPTED } from "./accepted.ts";
import { adapted } from "./given.ts";

const first = (text: string): string | undefined => adapted(text).problems[0]?.message;

describe("a Caddyfile that somebody wrote to harm", () => {
  it.each<[what: string, text: string, message: string]>([
    ["millions of braces", "{\n".repeat(2_000_000), "it has more words than can be read"],
    [
      "blocks within blocks",
      `:80 {\n${"handle {\n".repeat(60)}${"}\n".repeat(61)}`,
      "blocks are nested too deep",
    ],
    [
      "imports that double",
      `${Array.from({ length: 25 }, (_, at) => `(s${at}) {\n${at === 0 ? "respond a\n" : `import s${at - 1}\n`.repeat(2)}}\n`).join("")}:80 {\nimport s24\n}\n`,
      "its imports bring more words than can be read",
    ],
    [
      "ranges of ports",
      `:80 {\nreverse_proxy ${"a:1-65535 ".repeat(10)}\n}\n`,
      "more upstreams than can be read",
    ],
  ])("is refused for %s", { timeout: 30_000 }, (_, text, message) => {
    expect(first(text)).toContain(message);
  });

  it("has short messages, however long its words are", () => {
    const message = first(`:80 {\n\treverse_proxy a:1 {\n\t\t${"x".repeat(1_000_000)}\n\t}\n}\n`);
    expect(message?.length).toBeLessThan(600);
  });

  it("has few problems, however many mistakes it has", () => {
    const text = `:80 {\n\treverse_proxy a:1 {\n${"\t\twrong\n".repeat(5_000)}\t}\n}\n`;
    expect(adapted(text).problems).toHaveLength(100);
  });

  it.each([
    ["one word without end", "x".repeat(5_000_000)],
    ["a quote without end", `"${"y\n".repeat(2_000_000)}`],
    ["backslashes", "\\".repeat(5_000_000)],
    [
      "addresses",
      `${Array.from({ length: 50_000 }, (_, at) => `h${at}.example`).join(" ")} {\n\trespond a\n}\n`,
    ],
    ["sites", Array.from({ length: 5_000 }, (_, at) => `h${at}.example {\n\trespond a\n}\n`).join("")],
    ["answers", `:80 {\n${"\trespond /x a\n".repeat(20_000)}}\n`],
    ["variables", "{$A}".repeat(500_000)],
    ["arguments", `(a) {\n\trespond {args[:]}\n}\n:80 {\n\timport a ${"x ".repeat(200_000)}\n}\n`],
  ])("is read in time for its many %s", { timeout: 15_000 }, (_, text) => {
    expect(adapted(text).tree).toBeDefined();
  });
});

describe("any Caddyfile", () => {
  const seeds = Object.values(ACCEPTED);
  const piece = fc.constantFrom(
    "{",
    "}",
    "\n",
    '"',
    "`",
    "\\",
    "import a",
    "@m",
    "/x",
    "10s",
    "{$A}",
    "<<E\n",
    "(a)",
    "*",
  );
  const edit = fc.tuple(fc.nat(), fc.nat({ max: 12 }), piece);

  it("gives a tree whose every value has a place, and never an error", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 6 }), (seed, edits) => {
        let text = seed;
        for (const [where, length, put] of edits) {
          const from = where % (text.length + 1);
          text = text.slice(0, from) + put + text.slice(from + length);
        }
        const { tree, problems } = adapted(text);
        expect(() => JSON.parse(tree?.text ?? "")).not.toThrow();
        const lines = text.split("\n").length;
        for (const { location } of problems) expect(location.line).toBeLessThanOrEqual(lines);
        if (tree === undefined) return;
        for (let index = 0; index < tree.codes.length; index++)
          expect(locationOf({ tree, index }).line).toBeLessThanOrEqual(lines);
      }),
      { numRuns: 150 },
    );
  });
});
