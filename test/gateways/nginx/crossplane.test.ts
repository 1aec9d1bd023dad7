import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Directive } from "../../../src/gateways/nginx/ast.ts";
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

/** Payloads that are right about other bytes than nginx reads, and why. */
const DISAGREEMENTS: ReadonlyMap<string, string> = new Map([]);

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

/** Comments and includes are left out: crossplane keeps both where they stand, and nginx reads neither as a directive. */
function ofPayload(entries: readonly Entry[]): readonly unknown[] {
  return entries
    .filter(({ directive }) => directive !== "#" && directive !== "include")
    .map(({ directive, line, args, block }) => [
      line,
      directive,
      ...args,
      ...(block === undefined || block === null ? [] : [ofPayload(block)]),
    ]);
}

function ofParser(directives: readonly Directive[]): readonly unknown[] {
  return directives
    .filter(({ name }) => name !== "include")
    .map((one) => [
      one.location.line,
      one.name,
      ...argumentsOf(one),
      ...(one.children === undefined || one.body !== undefined ? [] : [ofParser(one.children)]),
    ]);
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
    for (const path of payloads()) {
      if ([...DISAGREEMENTS.keys()].some((known) => path.endsWith(known))) continue;
      const { config = [] }: Payload = JSON.parse(readFileSync(path, "utf8"));
      for (const { file, parsed = [] } of config) {
        const source = resolve(dirname(path), file.replace(/^.*testdata\/configs\/[^/]*\//, ""));
        let bytes: Buffer;
        try {
          bytes = readFileSync(source);
        } catch {
          continue;
        }
        compared += 1;
        expect(ofParser(parseText(bytes).directives), `${path}: ${file}`).toEqual(ofPayload(parsed));
      }
    }
    expect(compared).toBeGreaterThan(10);
  });
});
