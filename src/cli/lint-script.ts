import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

type LintProcess = typeof import("./lint-process.ts");

/**
 * How many bytes of a function's code V8 runs before it thinks of optimising it; by itself, a fortieth of that. Most lints are
 * over before it pays, and those of large configs optimise less in vain. Measured with Node.js 20: later releases have more
 * stages.
 */
const OPTIMISE_LATER = { v8: "11.3.", flag: "--interrupt-budget=3000000" } as const;

/** Behind it stands the name that the build gave the script, which ends with the comment. */
const NAME_START = "/*".length;

/**
 * Opens `uhc lint` from the script that the build has left in `folder`. Where V8 is of the release that built, it takes what
 * it kept of the script then, and compiles little; elsewhere it compiles as it always does.
 */
export function openLint(folder: string): LintProcess {
  if (process.versions.v8.startsWith(OPTIMISE_LATER.v8)) setFlagsFromString(OPTIMISE_LATER.flag);
  const filename = join(folder, "lint.cjs");
  const source = readFileSync(filename, "latin1");
  const name = source.slice(NAME_START, source.indexOf("*", NAME_START));
  const cachedData = keptCode(join(folder, keptCodeName(name)));
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  const open: (require: NodeJS.Require) => LintProcess = script.runInThisContext();
  return open(createRequire(filename));
}

/** V8 says itself that code is of another release or of other settings, but not that it is of another script. */
function keptCodeName(script: string): string {
  return `lint-${script}-v8-${process.versions.v8}-${process.arch}.cache`;
}

function keptCode(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
