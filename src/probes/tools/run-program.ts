import { execFile } from "node:child_process";

export interface ProgramLimits {
  readonly timeoutMs: number;
  /** Of each of its two outputs. */
  readonly maxBytes: number;
  /** Its environment, whole. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ProgramOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Why it came to no good end; undefined where it did. What it had printed by then is kept. */
  readonly fault: string | undefined;
}

/** One that waits for a disk (state D) survives its own kill. */
const GRACE_MS = 200;

/**
 * Runs a program that `mayRun` has allowed: without a shell, with nothing on its input, and never for longer or with more
 * output than the limits say, whatever it does.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  { timeoutMs, maxBytes, environment }: ProgramLimits,
): Promise<ProgramOutput> {
  return new Promise((resolve) => {
    const options = {
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      maxBuffer: maxBytes,
      env: environment,
      cwd: "/",
    } as const;
    const child = execFile(path, [...args], options, (error, stdout, stderr) => {
      clearTimeout(patience);
      resolve({ stdout, stderr, fault: error === null ? undefined : faultOf(error, timeoutMs) });
    });
    const patience = setTimeout(() => {
      child.unref();
      resolve({ stdout: "", stderr: "", fault: tooLong(timeoutMs) });
    }, timeoutMs + GRACE_MS);
    // One that ends before it is written to is no fault of uhc.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end();
  });
}

function faultOf(
  error: Error & { readonly code?: unknown; readonly killed?: boolean },
  timeoutMs: number,
): string {
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return "it prints more than is read";
  if (error.killed === true) return tooLong(timeoutMs);
  return typeof error.code === "number" ? `it ends with status ${error.code}` : "it could not be run";
}

function tooLong(timeoutMs: number): string {
  return `it does not end within ${timeoutMs / 1000} s`;
}
