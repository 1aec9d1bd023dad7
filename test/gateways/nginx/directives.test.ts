import { describe, expect, it } from "vitest";
import type { Directive } from "../../../src/gateways/nginx/ast.ts";
import {
  directivesBelow,
  directivesNamed,
  directivesOf,
  hasLine,
} from "../../../src/gateways/nginx/directives.ts";
import { MAIN, parseText } from "./parse-text.ts";

const { lines } = parseText({
  [MAIN]: `"listen" 1;\nserver { listen 2; include a.conf; }\nlisten 3;\ninclude a.conf;\nmap a b { listen 6; }`,
  "/etc/nginx/a.conf": "listen 4; location / { listen 5; }",
});

function firstWords(directives: readonly Directive[]): (string | undefined)[] {
  return directives.map((directive) => directive.word(0)?.text);
}

describe("the lines of a block", () => {
  it("are found by their name, however it is quoted, also in included files", () => {
    expect(firstWords(directivesNamed(lines, "listen"))).toEqual(["1", "3", "4"]);
    expect(firstWords(directivesOf(lines, ["location", "listen"]))).toEqual(["1", "3", "4", "/"]);
    expect(hasLine(lines, "location")).toBe(true);
    expect(directivesNamed(lines, "unheard_of")).toEqual([]);
    expect(hasLine(lines, "unheard_of")).toBe(false);
  });

  it("are found in all blocks below, in the order of the text", () => {
    expect(firstWords(directivesBelow(lines, ["listen"]))).toEqual(["1", "2", "4", "5", "3", "4", "5", "6"]);
    expect(firstWords(directivesBelow(lines, ["server", "location"]))).toEqual([undefined, "/", "/"]);
  });

  it("are found among the lines of a map, whose names have no number", () => {
    const [map] = directivesNamed(lines, "map");
    expect(map?.lines && firstWords(directivesNamed(map.lines, "listen"))).toEqual(["6"]);
  });
});

describe("a directive", () => {
  const [only] = parseText(`a "b c" d { }`).directives;

  it("gives one of its words by its place", () => {
    expect([only?.word(0)?.text, only?.word(1)?.text, only?.word(2)]).toEqual(["b c", "d", undefined]);
    expect(only?.words.map(({ text }) => text)).toEqual(["b c", "d"]);
    expect(only?.word(1)).toBe(only?.words[1]);
  });
});
