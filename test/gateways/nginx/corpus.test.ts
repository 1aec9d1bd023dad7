import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Directive } from "../../../src/gateways/nginx/ast.ts";
import { parseNginx } from "../../../src/gateways/nginx/parse.ts";
import { diskReader } from "../../../src/text/disk-reader.ts";

const corpus = process.env.UHC_CORPUS;

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function count(directives: readonly Directive[]): number {
  return directives.reduce((sum, { words, children }) => sum + words.length + count(children ?? []), 1);
}

/** Files that nginx's own parsers refuse while they read words and blocks; by the notes of the corpus. */
const BROKEN = [
  "nginxinc__crossplane/tests/configs/missing-semicolon/broken-above.conf",
  "nginxinc__crossplane/tests/configs/missing-semicolon/broken-below.conf",
  "nginxinc__nginx-go-crossplane/testdata/configs/braces/extra-brace.conf",
  "nginxinc__nginx-go-crossplane/testdata/configs/braces/missing-brace.conf",
  "nginxinc__nginx-go-crossplane/testdata/configs/includes-cycle/invalid/nginx.conf",
  "nginxinc__nginx-go-crossplane/testdata/configs/invalid-map/nginx.conf",
  "nginxinc__nginx-go-crossplane/testdata/configs/missing-semicolon-above/nginx.conf",
  "nginxinc__nginx-go-crossplane/testdata/configs/missing-semicolon-below/nginx.conf",
  "nginxinc__nginx-go-crossplane/testdata/configs/premature-eof/nginx.conf",
];

describe.skipIf(corpus === undefined)("real configs of public repositories", () => {
  const root = corpus ?? "";
  const parse = (path: string) => parseNginx({ mainFile: path, reader: diskReader(undefined) });

  it("are all read without a failure", () => {
    const files = filesUnder(join(root, "nginx"));
    expect(files.length).toBeGreaterThan(500);
    for (const path of files) expect(count(parse(path).directives), path).toBeGreaterThan(0);
  });

  it("have no mistake that nginx would not find, where they are whole configs and no templates", () => {
    const whole = filesUnder(join(root, "nginx")).filter((path) => /\/nginx\.conf$/.test(path));
    const complaints = whole.flatMap((path) => {
      const isTemplate = /\{\{|<%|\{%|^-+BEGIN/m.test(readFileSync(path, "utf8"));
      const problems = parse(path).problems.filter((problem) => problem.cause === "config-syntax-error");
      return isTemplate || problems.length === 0 ? [] : [path.slice(root.length)];
    });
    // crossplane keeps its own broken inputs among the others.
    expect(complaints.filter((path) => !/crossplane\//.test(path))).toEqual([]);
  });

  it.each(BROKEN)("are refused where nginx refuses them: %s", (path) => {
    const tree = parse(join(root, "broken", path));
    expect(
      tree.problems.some((problem) => problem.cause === "config-syntax-error" && problem.refusesConfig),
    ).toBe(true);
  });
});
