#!/usr/bin/env node
// Builds dist/:
//
//   main.cjs        the entry: answers --version by itself, and opens lint.cjs where no flag has to be read
//   program.cjs     reads the command line, and answers --help by itself
//   lint.cjs        `uhc lint`, which has to start fast, as one script; what few of its runs need, in lint/
//   lint-….cache    what V8 keeps of that script, for the release of V8 that builds; any other does without
//   perform.js, …   all other commands, as modules that share their chunks
//
// Names of functions are left as they are: a report of a mistake is worth more than a few bytes.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(join(here, "../.."));

const common = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  mainFields: ["module", "main"],
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: "warning",
};

/** What the script of a lint loads where it needs it, and most often does not: source files, by the name of their script. */
const loadedLater = {};

/** Leaves out of the script what it imports or requires in the midst of a run: each becomes a script of its own. */
const laterScripts = {
  name: "later-scripts",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^:]+$/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (!["dynamic-import", "require-call"].includes(kind) || pluginData === "seen") return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: "seen" });
      const file = relative(".", found.path);
      const name = file.replace(/^(?:src|node_modules)\/|\.\w+$/g, "");
      loadedLater[name] = file;
      return { path: `./lint/${name}.cjs`, external: true };
    });
  },
};

/** The two files that Node.js itself opens as CommonJS, which starts sooner than modules do. */
const entry = {
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  define: { "import.meta.dirname": "__dirname" },
};

/** Leaves out of the entry what few of its runs need. */
const laterProgram = {
  name: "later-program",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: "./program.cjs", external: true }));
  },
};

/** commander can start programs as subcommands, for which it loads half of Node.js; uhc has none. */
const withoutPrograms = {
  name: "without-programs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, () => ({ path: "none", namespace: "without-programs" }));
    onLoad({ filter: /./, namespace: "without-programs" }, () => ({ contents: "module.exports = {};" }));
  },
};

rmSync("dist", { recursive: true, force: true });
await build({
  ...common,
  ...entry,
  entryPoints: ["src/cli/main.ts"],
  plugins: [laterProgram],
  supported: { "dynamic-import": false },
});
await build({
  ...common,
  ...entry,
  entryPoints: ["src/cli/program.ts"],
  external: ["./perform.js"],
  plugins: [withoutPrograms],
});
await build({
  ...common,
  entryPoints: ["src/cli/perform.ts", "src/cli/log-worker.ts"],
  outdir: "dist",
  format: "esm",
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
const { outputFiles, metafile } = await build({
  ...common,
  entryPoints: ["src/cli/lint-process.ts"],
  format: "cjs",
  plugins: [laterScripts],
  // a script of node:vm has no import()
  supported: { "dynamic-import": false },
  write: false,
  metafile: true,
});
await build({
  ...common,
  entryPoints: Object.fromEntries(
    Object.entries(loadedLater).filter(([, file]) => !(file in metafile.inputs)),
  ),
  outdir: "dist/lint",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
});
writeFileSync("dist/lint.cjs", asScript(outputFiles[0].text));
keepCode();

/** A script whose value takes `require` and gives what the bundle exports. It begins with a name of its own. */
function asScript(bundle) {
  const name = createHash("sha256").update(bundle).digest("hex").slice(0, 16);
  return `/*${name}*/(function(require){var module={exports:{}},exports=module.exports;${bundle}\nreturn module.exports})`;
}

/** A run of its own lints a sample, and leaves what V8 then has compiled. */
function keepCode() {
  const { status, stderr } = spawnSync(process.execPath, [join(here, "keep-code.mjs")], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`what V8 keeps of lint.cjs can't be written: ${stderr}`);
}
