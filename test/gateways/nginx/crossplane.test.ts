import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Directive } from "../../../src/gateways/nginx/ast.ts";
import { unescapeWord } from "../../../src/gateways/nginx/lex.ts";
import { parseText } from "./parse-text.ts";

const corpus = process.env.UHC_CORPUS;

/** A line of a payload of crossplane: what it takes a config to say. */
interface Entry {
  readonly directive: string;
  readonly line: number;
  readonly args: readonly string[];
  readonly block?: readonly Entry[];
}
interface Payload {
  readonly config?: readonly { readonly file: string; readonly parsed?: readonly Entry[] }[];
}

const OTHER_VERSION = "the payload lacks lines that the file has";
/** Payloads that do not say what nginx reads in the file beside them, and why. */
const DISAGREEMENTS: ReadonlyMap<string, string> = new Map([
  ["bad-args/nginx.json", OTHER_VERSION],
  ["bad-args/xp.json", OTHER_VERSION],
  ["directive-with-space/nginx.json", OTHER_VERSION],
  ["directive-with-space/xp.json", OTHER_VERSION],
  ["includes-globbed/xp.json", OTHER_VERSION],
  ["quoted-right-brace/xp.json", OTHER_VERSION],
  ["russian-text/xp.json", OTHER_VERSION],
  ["messy/nginx.json", "a space behind a variable in braces ends the word for nginx, and not for crossplane"],
  ["lua-block-larger/nginx.json", 'the payload has lost the first letter of "local"'],
  ["lua-block-larger/xp.json", 'the payload has lost the first letter of "local"'],
]);

function payloads(): readonly string[] {
  const folders = ["nginx", "broken"].map((kind) =>
    join(corpus ?? "", kind, "nginxinc__nginx-go-crossplane"),
  );
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

type Line = readonly (number | string | readonly Line[])[];

function lines(all: readonly Line[]): readonly string[] {
  return all.flatMap((line) => {
    const inner = line.at(-1);
    const words = line.filter((part) => typeof part !== "object");
    return [JSON.stringify(words), ...(typeof inner === "object" ? [...lines(inner), "}"] : [])];
  });
}

/** Some payloads were made of other versions of the file, or of all files put together: their lines say so. */
function isOf(entries: readonly Entry[], text: readonly string[]): boolean {
  return entries.every(
    ({ directive, line, block }) =>
      text[line - 1]?.includes(directive) === true &&
      (block === undefined || block === null || isOf(block, text)),
  );
}

/** Comments and includes are left out: crossplane keeps both where they stand, and nginx reads neither as a directive. */
function ofPayload(entries: readonly Entry[]): readonly Line[] {
  return entries
    .filter(({ directive }) => directive !== "#" && directive !== "include")
    .map(
      ({ directive, line, args, block }): Line => [
        line,
        directive,
        // crossplane keeps the escapes that nginx replaces
        ...(directive.endsWith("_by_lua_block") ? args : args.map(unescapeWord)),
        ...(block === undefined || block === null ? [] : [ofPayload(block)]),
      ],
    );
}

function ofParser(directives: readonly Directive[]): readonly Line[] {
  return directives
    .filter(({ name }) => name !== "include")
    .map(
      (one): Line => [
        one.location.line,
        one.name,
        ...argumentsOf(one),
        ...(one.children === undefined || one.body !== undefined ? [] : [ofParser(one.children)]),
      ],
    );
}

/** crossplane takes the parentheses of a condition away, and makes the text of a Lua block an argument. */
function argumentsOf({ name, words, body }: Directive): readonly string[] {
  const texts = words.map(({ text }) => text);
  if (body !== undefined) return [...texts, body];
  if (name !== "if") return texts;
  const first = texts[0]?.replace(/^\(\s*/, "") ?? "";
  const opened = first === "" ? texts.slice(1) : [first, ...texts.slice(1)];
  const last = opened.at(-1)?.replace(/\s*\)$/, "") ?? "";
  return last === "" ? opened.slice(0, -1) : [...opened.slice(0, -1), last];
}

describe.skipIf(corpus === undefined)("crossplane's expected payloads", () => {
  it("are what the parser reads, word by word", () => {
    let compared = 0;
    const differing: string[] = [];
    for (const path of payloads()) {
      const { config = [] }: Payload = JSON.parse(readFileSync(path, "utf8"));
      for (const { file, parsed = [] } of config) {
        const source = resolve(dirname(path), file.replace(/^.*testdata\/configs\/[^/]*\//, ""));
        let bytes: Buffer;
        try {
          bytes = readFileSync(source);
        } catch {
          continue;
        }
        if (!isOf(parsed, bytes.toString("utf8").split("\n"))) continue;
        compared += 1;
        const ours = lines(ofParser(parseText(bytes).directives));
        const theirs = lines(ofPayload(parsed));
        const at = ours.findIndex((line, index) => line !== theirs[index]);
        if (at >= 0 || ours.length !== theirs.length)
          differing.push(`${path}: ${ours.at(at)} and not ${theirs.at(at)}`);
      }
    }
    const isKnown = (one: string): boolean => [...DISAGREEMENTS.keys()].some((path) => one.includes(path));
    expect(differing.filter((one) => !isKnown(one))).toEqual([]);
    expect(differing.length).toBe(DISAGREEMENTS.size);
    expect(compared).toBeGreaterThan(10);
  });
});
