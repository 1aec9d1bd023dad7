import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { sourceLines } from "../../../src/report/pretty/source-line.ts";

function shown(text: string, column: number, over: { width?: number; redacts?: boolean } = {}) {
  const options = { width: 80, redacts: true, ...over };
  const place = { file: "a.conf", line: 7, column };
  return sourceLines(place, () => text, options).map((line) => line.map((part) => part.text).join(""));
}

/** What stands above the caret. */
function marked([line = "", caret = ""]: readonly string[]): string {
  const columns = stringWidth(caret) - 1;
  let passed = 0;
  for (const character of line) {
    if (passed === columns) return character;
    passed += stringWidth(character);
  }
  return "";
}

describe("sourceLines", () => {
  it("puts a caret under the place", () => {
    expect(shown("proxy_pass http://api;", 12)).toEqual([
      "    7 │ proxy_pass http://api;",
      "      │            ^",
    ]);
  });

  it.each([
    ["tabs", "\t\tproxy_pass x;", 3],
    ["wide characters", "server_name 例え.jp; proxy_pass x;", 20],
    ["controls", "\u001b[31m proxy_pass x;", 7],
    ["a mark of direction", "\u202eab proxy_pass x;", 5],
  ])("finds it behind %s", (_name, text, column) => {
    const lines = shown(text, column);
    expect(marked(lines)).toBe("p");
    expect(lines.join("")).not.toMatch(/[\u001b\u202e\t]/);
  });

  it("keeps the place in sight of a line that is longer than the page", () => {
    const text = `${"a ".repeat(300)}proxy_pass x;${" b".repeat(300)}`;
    const lines = shown(text, 601);
    expect(marked(lines)).toBe("p");
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(80);
    expect(stringWidth(shown(text, 601, { width: 200 })[0] ?? "")).toBeGreaterThan(150);
  });

  it("leaves out secrets, unless they are wanted", () => {
    const text = 'proxy_set_header Authorization "Bearer abcdef0123456789abcdef"; proxy_pass x;';
    expect(shown(text, 65).join("\n")).not.toContain("abcdef0123456789");
    expect(shown(text, 65, { redacts: false }).join("\n")).toContain("abcdef0123456789");
  });

  it("shows nothing where there is no line", () => {
    expect(sourceLines(undefined, () => "x", { width: 80, redacts: true })).toEqual([]);
    expect(
      sourceLines({ file: "a", line: 1, column: 1 }, () => undefined, { width: 80, redacts: true }),
    ).toEqual([]);
  });
});
