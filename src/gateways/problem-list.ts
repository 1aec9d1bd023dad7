import type { ConfigProblem } from "../model/config.ts";

/** A config with more problems than this is no config; it bounds what is kept of a hostile one. */
const MOST_PROBLEMS = 1_000;

/** Gathers what is wrong with a config, each thing once: a part that is read for several routes is reported for each. */
export function problemList(): {
  readonly all: readonly ConfigProblem[];
  readonly add: (problem: ConfigProblem) => void;
} {
  const all: ConfigProblem[] = [];
  const seen = new Set<string>();
  const add = (problem: ConfigProblem): void => {
    const { file, line, column } = problem.location;
    const key = [file, line, column, problem.message].join("\n");
    if (seen.has(key) || all.length >= MOST_PROBLEMS) return;
    seen.add(key);
    all.push(problem);
  };
  return { all, add };
}
