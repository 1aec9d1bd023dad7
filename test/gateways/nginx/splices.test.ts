import { describe, expect, it } from "vitest";
import { nginxSplices } from "../../../src/gateways/nginx/splices.ts";
import { addLine, type EditStep } from "../../../src/model/edit.ts";
import { spliced } from "../../../src/text/splice.ts";

/** Makes the step at the place of `word` in the text; undefined where it can't be made. */
function made(text: string, word: string, step: (at: EditStep["at"]) => EditStep): string | undefined {
  const lines = text.slice(0, text.indexOf(word)).split("\n");
  const at = { file: "", line: lines.length, column: Array.from(lines.at(-1) ?? "").length + 1 };
  const content = Buffer.from(text);
  const splices = nginxSplices(content, [step(at)]).filter((splice) => splice !== undefined);
  if (splices.length === 0) return undefined;
  return Buffer.from(spliced(content, splices) ?? "").toString();
}

const add = (at: EditStep["at"]) => addLine(at, "new 1;");
const remove = (at: EditStep["at"]): EditStep => ({ kind: "remove-line", at });
const end = (at: EditStep["at"]): EditStep => ({ kind: "end-line", at });

describe("a line that is added", () => {
  it.each([
    ["on a line of its own", "a {\n    b x;\n}\n", "a {\n    b x;\n    new 1;\n}\n"],
    ["with CRLF", "a {\r\n\tb x;\r\n}\r\n", "a {\r\n\tb x;\r\n\tnew 1;\r\n}\r\n"],
    ["behind a comment", "a {\n  b x; # why; {\n}\n", "a {\n  b x; # why; {\n  new 1;\n}\n"],
    ["at the end of a file without one", "  b x;", "  b x;\n  new 1;"],
    ["at the end of a file with CRLF without one", "c;\r\nb x;", "c;\r\nb x;\r\nnew 1;"],
    ["inside a line", "a { b x; } # c\n", "a { b x; new 1; } # c\n"],
    ["before another directive", "a {\n  b x; c y;\n}\n", "a {\n  b x; new 1; c y;\n}\n"],
    [
      "behind a directive of several lines",
      "a {\n  b z\n    x # c\n  ;\n}\n",
      "a {\n  b z\n    x # c\n  ;\n  new 1;\n}\n",
    ],
    ["behind characters of several bytes", "a 'ü€😀' { b 'é' x; }\n", "a 'ü€😀' { b 'é' x; new 1; }\n"],
  ])("%s", (_name, before, after) => {
    expect(made(before, " x", (at) => add({ ...at, column: at.column + 1 }))).toBe(after);
  });

  it("is not made where no directive is, or one that does not end", () => {
    expect(made("a { }\n", "}", add)).toBeUndefined();
    expect(made("a {\n  b x\n}\n", "x", add)).toBeUndefined();
    expect(made("# b x;\n", "x", add)).toBeUndefined();
    expect(made("a x {\n}\n", "x", add)).toBeUndefined();
  });
});

describe("a line that is removed", () => {
  it.each([
    ["with its line", "u {\n  s a;\n  s x;\n}\n", "u {\n  s a;\n}\n"],
    ["with CRLF", "u {\r\n  s a;\r\n  s x;\r\n}\r\n", "u {\r\n  s a;\r\n}\r\n"],
    ["inside a line", "u { s a; s x; }\n", "u { s a; }\n"],
    ["at the end of a line", "u { s a;\n s b; s x;\n}\n", "u { s a;\n s b;\n}\n"],
    ["at the end of the file", "s a;\ns x;", "s a;\n"],
  ])("%s", (_name, before, after) => {
    expect(made(before, "x", remove)).toBe(after);
  });

  it("stays where a comment speaks of it", () => {
    expect(made("u {\n  s x; # the old one\n}\n", "x", remove)).toBeUndefined();
  });
});

describe("a directive that is ended", () => {
  it.each([
    ["before a brace", "a { b x }\n", "a { b x; }\n"],
    ["on its line", "a {\n  b x\n}\n", "a {\n  b x;\n}\n"],
    ["before a comment", "a {\n  b x # c\n}\n", "a {\n  b x; # c\n}\n"],
    ["behind a quote", 'a {\n  b x "c d"\n}\n', 'a {\n  b x "c d";\n}\n'],
  ])("%s", (_name, before, after) => {
    expect(made(before, "b", end)).toBe(after);
  });

  it("is left alone where the next line has become a part of it", () => {
    expect(made("a {\n  b x\n  c y\n}\n", "b", end)).toBeUndefined();
  });
});

it("a byte order mark is taken away", () => {
  const step: EditStep = { kind: "remove-byte-order-mark", at: { file: "", line: 1, column: 1 } };
  const content = Buffer.from("\ufeffevents {}\n");
  const splices = nginxSplices(content, [step]).filter((splice) => splice !== undefined);
  expect(Buffer.from(spliced(content, splices) ?? "").toString()).toBe("events {}\n");
});

it("two steps that want the same piece are not made", () => {
  const splice = { from: 1, to: 3, text: "" };
  expect(spliced(Buffer.from("abcdef"), [splice, { from: 2, to: 4, text: "" }])).toBeUndefined();
  expect(spliced(Buffer.from("abcdef"), [splice, { from: 3, to: 4, text: "x" }])?.toString()).toBe("axef");
});
