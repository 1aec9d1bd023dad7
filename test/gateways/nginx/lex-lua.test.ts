import { describe, expect, it } from "vitest";
import { closeLuaBlock } from "../../../src/gateways/nginx/lex-lua.ts";
import { parseText, problemLines } from "./parse-text.ts";

function bodyOf(code: string): string | undefined {
  const tree = parseText(`content_by_lua_block {${code}} after x;`);
  expect(problemLines(tree)).toEqual([]);
  expect(tree.directives.map((directive) => directive.name)).toEqual(["content_by_lua_block", "after"]);
  expect(tree.directives[0]?.children).toEqual([]);
  return tree.directives[0]?.body;
}

describe("braces in Lua", () => {
  it.each([
    ["nested tables", " local t = { a = { 1 } } "],
    ["strings of both kinds", ` local a, b = "}", '{' `],
    ["escaped quotes", String.raw` local a = "\"}" .. '\'}' `],
    ["long brackets of any level", " local s = [[ } ]] .. [==[ }]] ]=] ]==] "],
    ["comments", ` -- it's a } "comment\n local x `],
    ["long comments", " --[[ } \n } ]] --[=[ ]] } ]=] "],
    ["a quote without an end on its line, which is no string", ` x = " \n y = "}" `],
    ["nginx's own marks", " ngx.say('a;b # c') return "],
  ])("are not counted in %s", (_, code) => {
    expect(bodyOf(code)).toBe(code);
  });

  it("are counted in names with arguments before the block too", () => {
    const [set] = parseText(`set_by_lua_block $res { return "}" }`).directives;
    expect(set?.words.map((word) => word.text)).toEqual(["$res"]);
    expect(set?.body).toBe(` return "}" `);
  });
});

describe("Lua that does not end", () => {
  it("is told in the words of the Lua module, with the last brace that was opened", () => {
    expect(problemLines(parseText("a b;\ncontent_by_lua_block {\n if x then {\n}\n"))).toEqual([
      "2:22 unexpected end of file, expecting terminating characters for lua code block (nginx notices it on line 3)",
    ]);
  });
  it("names the long bracket that is missing", () => {
    expect(problemLines(parseText("content_by_lua_block { x = [==[ ]=] }"))).toEqual([
      '1:28 Lua code block missing the closing long bracket "]==]"',
    ]);
  });
});

it("takes time in proportion to the text, whatever the quotes", () => {
  const hostile = Buffer.from(`"${'\\"'.repeat(400_000)}\n}`);
  expect(closeLuaBlock(hostile, 0)).toEqual({ kind: "closed", at: hostile.length - 1 });
});
