// Lints a sample with the script in dist/, and writes beside it what V8 has compiled on the way: at the next start, it need
// not be compiled again (V8's code cache, which node:vm calls cachedData).
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

// as src/cli/lint-script.ts sets it: V8 takes no code of other settings
if (process.versions.v8.startsWith("11.3.")) setFlagsFromString("--interrupt-budget=3000000");
const sample = new URL("sample.conf", import.meta.url).pathname;
const dist = new URL("../../dist/", import.meta.url).pathname;
const filename = `${dist}lint.cjs`;
const source = readFileSync(filename, "latin1");
const script = new Script(source, { filename });
process.on("exit", () => {
  const [, name] = /^\/\*(\w+)\*\//.exec(source);
  const path = `${dist}lint-${name}-v8-${process.versions.v8}-${process.arch}.cache`;
  writeFileSync(path, script.createCachedData());
});
const { lintInProcess } = script.runInThisContext()(createRequire(filename));
await lintInProcess({ command: "lint", args: [sample], flags: new Map([["exit-zero", true]]) });
