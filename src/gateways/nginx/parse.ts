import type { ConfigTree, ParseInput, SyntaxProblem } from "./ast.ts";
import { checkDirectives } from "./check-directives.ts";
import type { Contexts } from "./directive-rules.ts";
import { directivesIn, linesOfFile } from "./directives.ts";
import { emptyFile, loadFile, openFailure, startLoading } from "./include.ts";
import type { DirectiveRules } from "./misfit.ts";
import { mayHoldName } from "./name-table.ts";

export interface ParsedConfig extends ConfigTree {
  /** Holds its directives against those that nginx knows, as if the file stood in a block of those kinds. */
  readonly check: (around: Contexts, rules: DirectiveRules) => readonly SyntaxProblem[];
}

/**
 * Reads an nginx config and everything it includes, as nginx 1.0 to 1.31 does (src/core/ngx_conf_file.c). It never
 * fails: what is wrong is a problem with a place, and the rest is read. What a directive means, where it may stand and
 * how many arguments it takes is looked at by `check` alone, `include` excepted.
 */
export function parseNginx(input: ParseInput): ParsedConfig {
  const loading = startLoading(input.mainFile, input.reader);
  const main = loadFile(loading, input.mainFile, "directives");
  if (!("records" in main)) {
    const unread: SyntaxProblem = {
      cause: "config-include-missing",
      message: openFailure(input.mainFile, main),
      location: { file: input.mainFile, line: 1, column: 1 },
      refusesConfig: main.kind === "missing" || main.kind === "directory",
      about: input.mainFile,
    };
    return {
      mainFile: input.mainFile,
      files: [],
      lines: linesOfFile(emptyFile(loading, input.mainFile)),
      directives: [],
      mentions: () => false,
      problems: [unread],
      check: () => [],
    };
  }
  const lines = linesOfFile(main);
  return {
    mainFile: input.mainFile,
    files: [...loading.files],
    lines,
    get directives() {
      return directivesIn(lines);
    },
    mentions: (name) => mayHoldName(loading.names, name),
    problems: loading.problems,
    check: (around, rules) => checkDirectives(main, around, rules),
  };
}
