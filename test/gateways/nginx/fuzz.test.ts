import fc from "fast-check";
import { expect, it } from "vitest";
import type { Directive } from "../../../src/gateways/nginx/ast.ts";
import { type Plain, parseText, plain } from "./parse-text.ts";

const byte = fc.constantFrom(..."ab0/.=~^$(){};#\"'\\ \t\r\n[]*?é→\u{1f600}\0-:");
const word = fc.string({ unit: byte, maxLength: 12 });
/** A name that has no meaning to the reader of words. */
const name = word.filter((text) => text !== "include" && !text.endsWith("_by_lua_block"));

const { tree } = fc.letrec<{ tree: Plain[]; node: Plain }>((tie) => ({
  tree: fc.array(tie("node"), { maxLength: 5 }),
  node: fc.oneof(
    { depthSize: "small" },
    fc.tuple(name, fc.array(word, { maxLength: 4 })),
    fc.tuple(
      fc.constantFrom("http", "server", "location", "if"),
      fc.array(word, { maxLength: 2 }),
      tie("tree"),
    ),
  ),
}));

/** Writes a word so that nginx reads it back: bare where it can be, else in one of the two kinds of quotes. */
function printWord(text: string, style: number): string {
  const escaped = text.replaceAll("\\", "\\\\");
  const isBare = /^[^\s;{}#"'$][^\s;{$]*$/.test(text);
  if (isBare && style === 0) return escaped;
  const quote = style === 1 ? "'" : '"';
  return `${quote}${escaped.replaceAll(quote, `\\${quote}`)}${quote}`;
}

function print(nodes: readonly Plain[], style: () => number, gap: () => string): string {
  return nodes
    .map(([first, words, children]) => {
      const head = [first, ...words].map((text) => printWord(text, style())).join(gap());
      return children === undefined ? `${head};` : `${head}${gap()}{${print(children, style, gap)}}`;
    })
    .join(gap());
}

it("reads back whatever is printed, in any style of quotes and blanks", () => {
  const styles = fc.array(fc.nat({ max: 2 }), { minLength: 1 });
  const gaps = fc.array(fc.constantFrom(" ", "\n", "\t", "\r\n", ' # } ; " \n', "\n#\n"), { minLength: 1 });
  fc.assert(
    fc.property(tree, styles, gaps, (nodes, someStyles, someGaps) => {
      let turn = 0;
      const style = (): number => someStyles[turn++ % someStyles.length] ?? 0;
      const gap = (): string => someGaps[turn++ % someGaps.length] ?? " ";
      const parsed = parseText(print(nodes, style, gap));
      expect(parsed.problems.filter((problem) => problem.refusesConfig)).toEqual([]);
      expect(plain(parsed.directives)).toEqual(nodes);
    }),
    { numRuns: 500 },
  );
});

function visit(directives: readonly Directive[], seen: Directive[]): Directive[] {
  for (const directive of directives) {
    seen.push(directive);
    expect(directive.location.line).toBeGreaterThan(0);
    expect(directive.end.line).toBeGreaterThanOrEqual(directive.location.line);
    for (const each of directive.words) expect(each.end.column).toBeGreaterThan(0);
    visit(directive.children ?? [], seen);
  }
  return seen;
}

it("never fails on any bytes, and finds no more directives than there are bytes", () => {
  const soup = fc.array(
    fc.oneof(
      fc.constantFrom(
        "{",
        "}",
        ";",
        '"',
        "'",
        "\\",
        "$",
        "${",
        "#",
        "\n",
        " ",
        "map ",
        "include *;",
        "a_by_lua_block{",
        "[[",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        soup.map((parts) => Buffer.from(parts.join(""))),
        fc.uint8Array({ maxLength: 200 }),
      ),
      (bytes) => {
        const parsed = parseText(bytes);
        expect(visit(parsed.directives, []).length).toBeLessThanOrEqual(bytes.length);
        for (const problem of parsed.problems) expect(problem.location.line).toBeGreaterThan(0);
      },
    ),
    { numRuns: 1000 },
  );
});

it("reads an open quote, brace or escape in every line of a large file in one go", () => {
  for (const line of ['a "b;\n', "a {\n", "a \\", "${", "a 'b\" c;\n", ";", "}", "a b\n"]) {
    const text = Buffer.alloc(2_000_000, line);
    expect(parseText(text).problems.length).toBeGreaterThan(0);
  }
});
