import { openLint } from "./lint-script.ts";
import { plainLint } from "./plain-lint.ts";
import { tellLostOutput } from "./tell-lost-output.ts";
import { VERSION } from "./version.ts";

/** The entry. Asking for the version, and a lint without flags, are answered before anything else is loaded. */
const args = process.argv.slice(2);
const lint = plainLint(args);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  process.stdout.write(`${VERSION}\n`);
  tellLostOutput();
} else if (lint !== undefined) void openLint(import.meta.dirname).lintInProcess(lint);
else void import("./program.ts").then(({ runProgram }) => runProgram(args));
