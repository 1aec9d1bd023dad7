import type { Environment } from "../../src/cli/environment.ts";
import type { Report } from "../../src/model/report.ts";
import { report } from "./report.ts";

/** Surroundings of a command whose streams are kept in memory. */
export interface Given {
  readonly environment: Environment;
  readonly out: () => string;
  readonly err: () => string;
}

export function surroundings(but: Partial<Environment> = {}): Given {
  const out: string[] = [];
  const err: string[] = [];
  const environment: Environment = {
    variables: {},
    workingDirectory: "/",
    stdout: { isTTY: false, columns: undefined, write: (text) => void out.push(text) },
    stderr: { isTTY: false, columns: undefined, write: (text) => void err.push(text) },
    stdinIsTTY: async () => false,
    listen: () => ({ stop: () => {} }),
    engine: async () => engineThatFinds(report()),
    checks: async () => [],
    scenarios: async () => [],
    ...but,
  };
  return { environment, out: () => out.join(""), err: () => err.join("") };
}

/** An engine that always comes to the same end. */
export function engineThatFinds(found: Report): Awaited<ReturnType<Environment["engine"]>> {
  return {
    diagnose: async () => ({ report: found }),
    collect: () => Promise.reject(new Error("nothing is collected here")),
    judge: () => found,
    inspect: async () => ({ gateways: [], notes: [] }),
  };
}
