import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
  readonly timedOut: boolean;
}

export interface RunOptions {
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. Past the time limit (default 15 s) it is killed. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const startedAt = performance.now();
  const child = start(argv, options.env);
  const output = collect(child);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill("SIGKILL");
  }, options.timeoutMs ?? 15_000);
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(options.input ?? "");
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  return { code, ...output, ms: performance.now() - startedAt, timedOut };
}

/** The same, where anything but success is an error of the lab. Gives standard output. */
export async function mustRun(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const ended = await run(argv, options);
  if (ended.code !== 0) {
    throw new Error(`${argv.join(" ").slice(0, 200)}: exit ${ended.code}: ${ended.stderr.slice(0, 500)}`);
  }
  return ended.stdout;
}

export interface Running {
  readonly pid: number;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly stop: () => Promise<void>;
}

/** More than any of the lab's programs needs to start on a busy machine. */
const START_LIMIT_MS = 20_000;

/** Starts a program that stays, and waits until its output or `isReady` says that it is ready. */
export async function keepRunning(
  argv: readonly string[],
  isReady: RegExp | ((pid: number) => boolean),
): Promise<Running> {
  const child = start(argv);
  const output = collect(child);
  const ended = once(child, "close");
  const ready = () =>
    isReady instanceof RegExp ? isReady.test(output.stdout + output.stderr) : isReady(child.pid ?? 0);
  const limit = performance.now() + START_LIMIT_MS;
  while (!ready()) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > limit) {
      child.kill("SIGKILL");
      throw new Error(`${argv.slice(0, 8).join(" ")} did not start: ${output.stderr.slice(0, 500)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    pid: child.pid ?? 0,
    signal: (signal) => child.kill(signal),
    stop: async () => {
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(force);
    },
  };
}

function start(argv: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess {
  const [program = "", ...rest] = argv;
  return spawn(program, rest, { stdio: "pipe", ...(env === undefined ? {} : { env }) });
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  child.on("error", (error) => {
    output.stderr += error.message;
  });
  return output;
}
