import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { parseNginx } from "../../../src/gateways/nginx/parse.ts";
import { diskReader } from "../../../src/text/disk-reader.ts";

const isWanted = process.env.UHC_LAB !== undefined || process.env.CI !== undefined;
const hasNginx = isWanted && spawnSync("nginx", ["-v"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "uhc-lex-"));
const config = join(folder, "nginx.conf");
afterAll(() => rmSync(folder, { recursive: true }));

/** What nginx says about the file, as [message, line]; undefined when it takes it. */
function askNginx(): [message: string, line: string] | undefined {
  const { status, stderr } = spawnSync("nginx", ["-e", "stderr", "-p", `${folder}/`, "-c", config, "-t"], {
    encoding: "utf8",
  });
  if (status === 0) return undefined;
  const [, message = stderr, line = ""] =
    /\[emerg\] \d+#\d+: (.*) in [^\n]*nginx\.conf:(\d+)\n/s.exec(stderr) ?? [];
  return [message, line];
}

function askUhc(): [message: string, line: string] | undefined {
  const tree = parseNginx({ mainFile: config, reader: diskReader(undefined) });
  const first = tree.problems.find((problem) => problem.refusesConfig);
  if (first === undefined) return undefined;
  const line = / \(nginx notices it on line (\d+)\)$/.exec(first.message)?.[1] ?? String(first.location.line);
  return [first.message.replace(/: the (quote|directive) that .*| \(nginx notices .*/s, ""), line];
}

/** Once the block is closed early, nginx judges names and arguments, which reading words knows nothing about. */
const BEYOND_WORDS = /^unknown directive|is not allowed here|has no opening|invalid number of arg/;

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: nginx's own variables
const piece = fc.constantFrom(
  ..."ab \n;\"'\\${}#)\t[",
  "\r\n",
  "\\n",
  '\\"',
  "x;\n",
  "a b;\n",
  '"q" ',
  "'s' ",
  "${x}",
  "\0",
  "X".repeat(4090),
  "Y".repeat(4095),
  `#${"c".repeat(4094)}\n`,
);
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: nginx's own variables

// A types block takes any words, so that only the reading of words decides.
it.skipIf(!hasNginx)("takes and refuses what nginx does, with its message and line", () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
      writeFileSync(config, `events {} http { types {\n${pieces.join("")}\n} }\n`);
      const theirs = askNginx();
      if (theirs !== undefined && BEYOND_WORDS.test(theirs[0])) return;
      expect(askUhc()).toEqual(theirs);
    }),
    { numRuns: 300 },
  );
});
