import { isatty } from "node:tty";
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

/** Everything that a command takes from its surroundings. Tests hand in their own. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** A person sits at standard input: reading it would wait for ever. */
  readonly stdinIsTTY: boolean;
  /** Calls `onSignal` for the first SIGINT or SIGTERM, and leaves the second to the system, which kills. */
  readonly listen: (onSignal: (signal: "SIGINT" | "SIGTERM") => void) => { readonly stop: () => void };
  /** Loaded when a command asks for them: they are what takes time to load. */
  readonly engine: () => Promise<Engine>;
  readonly checks: () => Promise<readonly Check[]>;
  readonly scenarios: () => Promise<readonly Scenario[]>;
}

/**
 * The surroundings of this process. `onLost` hears why stdout takes no more; of stderr nobody is left to hear.
 *
 * @throws InputError where the working directory is gone.
 */
export function processEnvironment(onLost: (error: NodeJS.ErrnoException) => void): Environment {
  process.stdout.on("error", onLost);
  process.stderr.on("error", () => {});
  return {
    variables: process.env,
    workingDirectory: workingDirectory(),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdinIsTTY: isatty(0),
    listen,
    engine: () => import("./wire.ts"),
    checks: async () => (await import("../../checks/index.ts")).CHECKS,
    scenarios: async () => (await import("../demo/index.ts")).SCENARIOS,
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
