import { escapeControls } from "../text/escape.ts";
import { redactText } from "../text/redact.ts";
import type { Call } from "./call.ts";
import { processSurroundings, type Surroundings } from "./environment.ts";
import { InputError, Interrupted, lostOutput, OutputError, UsageError } from "./faults.ts";
import { VERSION } from "./version.ts";

/** Runs a command in this process, and ends it: sockets that a probe has left behind don't hold it up. */
export async function runInProcess(
  call: Call,
  command: (call: Call, surroundings: Surroundings) => Promise<number>,
): Promise<void> {
  const crash = (error: unknown) => process.exit(tell(error, process));
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  const lost: NodeJS.ErrnoException[] = [];
  const surroundings = processSurroundings((error) => lost.push(error));
  const code = await exitCodeOf(() => command(call, surroundings), surroundings);
  process.exitCode = code;
  const end = (): void => {
    // Who reads only the first lines has seen enough; a full disk has lost the report.
    const error = lost.find((one) => one.code !== "EPIPE");
    process.exit(error === undefined ? code : tell(lostOutput("standard output", error), surroundings));
  };
  if (lost.length > 0) end();
  // A stream tells of its error after it has called back.
  process.stdout.write("", () => process.stderr.write("", () => setImmediate(end)));
}

interface Listener {
  readonly stderr: { readonly write: (text: string) => unknown };
}

/** Turns whatever a command throws into a line and an exit code. */
export async function exitCodeOf(run: () => Promise<number>, listener: Listener): Promise<number> {
  try {
    return await run();
  } catch (error) {
    return tell(error, listener);
  }
}

function tell(error: unknown, { stderr }: Listener): number {
  if (error instanceof UsageError || error instanceof InputError) {
    stderr.write(`uhc: ${shown(error.message)}\n`);
    if (error.hint !== undefined) stderr.write(`${shown(error.hint)}\n`);
    return 2;
  }
  if (error instanceof Interrupted) {
    stderr.write(`uhc: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof OutputError) {
    stderr.write(`uhc: ${shown(error.message)}\n`);
    return 3;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split("\n").map(shown).join("\n");
  stderr.write(
    `uhc: this is a bug in uhc ${VERSION}, not in your setup. Please report it, with these lines:\n${lines}\n`,
  );
  return 3;
}

function shown(text: string): string {
  return escapeControls(redactText(text));
}
