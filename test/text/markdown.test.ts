import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeBlock, codeSpan, escapeMarkdown } from "../../src/text/markdown.ts";

describe("escapeMarkdown", () => {
  it.each([
    ["<script>alert(1)</script>", "&lt;script\\>alert(1)&lt;/script\\>"],
    ["[x](http://evil/)", "\\[x\\](http:&#8203;//evil/)"],
    ["![x](y)", "!\\[x\\](y)"],
    ["@everyone", "@&#8203;everyone"],
    ["see #12", "see #&#8203;12"],
    ["www.evil.com", "www&#8203;.evil.com"],
    ["# head", "\\# head"],
    ["- item", "\\- item"],
    ["1. item", "1\\. item"],
    ["a | b", "a \\| b"],
    ["a\nb", "a b"],
    ["*b* _i_ ~s~ `c` $m$ \\", "\\*b\\* \\_i\\_ \\~s\\~ \\`c\\` \\$m\\$ \\\\"],
    ["&copy;", "&amp;copy;"],
    ["mailto:a", "mailto&#8203;:a"],
  ])("writes %j as %j", (text, written) => expect(escapeMarkdown(text)).toBe(written));

  it("keeps everyday sentences readable as they are", () => {
    const text = "Nothing listens on 10.0.0.5:8080: refused in 0.3 ms, 3 times of 3 (nginx, worker-1)";
    expect(escapeMarkdown(text)).toBe(text);
  });

  it("leaves no bare markup character behind", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const bare = escapeMarkdown(text).replace(/\\[\\`*_{}[\]<>|~$^#+\-=>.)]/g, "");
        expect(bare).not.toMatch(/[`*_{}[\]<>|~$^]|@(?!&#8203;)|:\/\//);
      }),
    );
  });
});

describe("codeSpan", () => {
  it.each([
    ["a", "`a`"],
    ["a`b", "``a`b``"],
    ["`a", "`` `a ``"],
    ["``", "``` `` ```"],
    ["", "`  `"],
    [" a ", "`  a  `"],
  ])("writes %j as %j", (text, written) => expect(codeSpan(text)).toBe(written));

  it("keeps a table's cell together", () => expect(codeSpan("a|b", true)).toBe("`a\\|b`"));
});

describe("codeBlock", () => {
  it("has a fence that its content can't end", () => {
    expect(codeBlock(["```", "x"], "sh")).toBe("````sh\n```\nx\n````");
    expect(codeBlock(["x"])).toBe("```\nx\n```");
  });
});
