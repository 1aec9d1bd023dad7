import type { Scenario } from "../demo/index.ts";
import type { Check } from "../model/check.ts";
import type { Engine } from "./engine.ts";
import { InputError } from "./faults.ts";

/** A stream that a command writes to. */
export interface Output {
  readonly isTTY: boolean;
  /** Of the terminal; undefined where there is none, or where it does not know. */
  readonly columns: number | undefined;
  write(text: string): void;
}

/** What a command takes from the process around it. Tests hand in their own. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether a person sits at standard input: reading it would wait forever. */
  readonly stdinIsTTY: () => Promise<boolean>;
  /** Calls `onSignal` for the first SIGINT or SIGTERM, and leaves the second to the system, which kills. */
  readonly listen: (onSignal: (signal: "SIGINT" | "SIGTERM") => void) => { readonly stop: () => void };
}

/** Everything that a command takes: its surroundings, and what takes time to load, when it asks for it. */
export interface Environment extends Surroundings {
  readonly engine: () => Promise<Engine>;
  readonly checks: () => Promise<readonly Check[]>;
  readonly scenarios: () => Promise<readonly Scenario[]>;
}

/**
 * The surroundings of this process. `onLost` hears why stdout takes no more; of stderr nobody is left to hear.
 *
 * @throws InputError where the working directory is gone.
 */
export function processSurroundings(onLost: (error: NodeJS.ErrnoException) => void): Surroundings {
  process.stdout.on("error", onLost);
  process.stderr.on("error", () => {});
  return {
    variables: process.env,
    workingDirectory: workingDirectory(),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdinIsTTY: async () => (await import("node:tty")).isatty(0),
    listen,
  };
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new InputError("the current directory is gone: change to one that exists");
  }
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    isTTY: stream.isTTY === true,
    // A terminal without a window (ssh -tt, docker run -t) says 0.
    columns: stream.columns > 0 ? stream.columns : undefined,
    write: (text) => void stream.write(text),
  };
}

function listen(onSignal: (signal: "SIGINT" | "SIGTERM") => void): { readonly stop: () => void } {
  const stop = () => {
    process.off("SIGINT", hear);
    process.off("SIGTERM", hear);
  };
  const hear = (signal: NodeJS.Signals) => {
    stop();
    onSignal(signal === "SIGTERM" ? "SIGTERM" : "SIGINT");
  };
  process.on("SIGINT", hear);
  process.on("SIGTERM", hear);
  return { stop };
}
