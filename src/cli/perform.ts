import type { Call } from "./call.ts";
import type { Environment } from "./environment.ts";
import type { CommandName } from "./flags.ts";
import { exitCodeOf, runInProcess } from "./in-process.ts";

/** A command: takes the call, gives the exit code. */
export type Perform = (call: Call, environment: Environment) => Promise<number>;

const COMMANDS = {
  diagnose: async () => (await import("./commands/diagnose.ts")).diagnose,
  lint: async () => (await import("./commands/lint.ts")).lint,
  logs: async () => (await import("./commands/logs.ts")).logs,
  inspect: async () => (await import("./commands/inspect.ts")).inspect,
  explain: async () => (await import("./commands/explain.ts")).explain,
  bundle: async () => (await import("./commands/bundle.ts")).bundle,
  demo: async () => (await import("./commands/demo.ts")).demo,
  schema: async () => (await import("./commands/schema.ts")).schema,
} as const satisfies Record<CommandName, () => Promise<Perform>>;

/** Runs a command and turns whatever it throws into a line and an exit code. */
export async function perform(call: Call, environment: Environment): Promise<number> {
  return exitCodeOf(async () => (await COMMANDS[call.command]())(call, environment), environment);
}

/** Runs a command in this process, and ends it. */
export async function performInProcess(call: Call): Promise<void> {
  await runInProcess(call, (call, surroundings) =>
    perform(call, {
      ...surroundings,
      engine: () => import("./wire.ts"),
      checks: async () => (await import("../../checks/index.ts")).CHECKS,
      scenarios: async () => (await import("../demo/index.ts")).SCENARIOS,
    }),
  );
}
