import { describe, expect, it } from "vitest";
import { brokenRule, headerRuleText } from "../../src/model/header-rule.ts";
import type { HeaderRule, TextMatch } from "../../src/model/health-check.ts";

const equal = (text: string): TextMatch => ({ how: "equal", text });
const rule = (over: Partial<HeaderRule>): HeaderRule => ({
  ...{ name: equal("X-Ready"), value: undefined, isWhole: false, isNegated: false },
  location: { file: "/x", line: 1, column: 1 },
  ...over,
});
const headers = [
  ["x-ready", "yes, no"],
  ["Server", "nginx/1.2"],
] as const;
const holds = (over: Partial<HeaderRule>) => brokenRule([rule(over)], headers) === undefined;

describe("a rule on a header", () => {
  it("finds names whatever their case, and values as they are between commas", () => {
    expect(holds({})).toBe(true);
    expect(holds({ name: equal("X-Other") })).toBe(false);
    expect(holds({ value: equal("no") })).toBe(true);
    expect(holds({ value: equal("YES") })).toBe(false);
    expect(holds({ value: equal("yes"), isWhole: true })).toBe(false);
    expect(holds({ value: equal("yes, no"), isWhole: true })).toBe(true);
  });
  it.each([
    ["prefix", "nginx", true],
    ["suffix", "1.2", true],
    ["part", "x/1", true],
    ["pattern", "^nginx/[0-9.]+$", true],
    ["pattern", "^caddy", false],
  ] as const)("matches by %s: %s", (how, text, found) => {
    expect(holds({ name: equal("server"), value: { how, text } })).toBe(found);
    expect(holds({ name: equal("server"), value: { how, text }, isNegated: true })).toBe(!found);
  });
  it("says nothing where the pattern is not followed", () => {
    expect(holds({ value: { how: "pattern", text: "(a+)+" } })).toBe(true);
    expect(holds({ value: { how: "pattern", text: "(a+)+" }, isNegated: true })).toBe(true);
  });
  it("has words", () => {
    expect(headerRuleText(rule({ value: { how: "part", text: "ok" } }))).toBe(
      'a header X-Ready with a value that holds "ok"',
    );
    expect(headerRuleText(rule({ isNegated: true }))).toBe("no header X-Ready");
  });
});
