import { tellLostOutput } from "./tell-lost-output.ts";
import { VERSION } from "./version.ts";

/** The entry. Asking for the version is answered before anything else is loaded. */
const [first, ...rest] = process.argv.slice(2);
if (rest.length === 0 && (first === "--version" || first === "-V")) {
  process.stdout.write(`${VERSION}\n`);
  tellLostOutput();
} else void import("./program.ts").then(({ runProgram }) => runProgram(process.argv.slice(2)));
