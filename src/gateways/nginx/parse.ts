import type { ConfigTree, ParseInput, SyntaxProblem } from "./ast.ts";
import { topDirectives } from "./directives.ts";
import { loadFile, openFailure, startLoading } from "./include.ts";

/**
 * Reads an nginx config and everything it includes, as nginx 1.0 to 1.31 does (src/core/ngx_conf_file.c). It never
 * fails: what is wrong is a problem with a place, and the rest is read. What a directive means, where it may stand and
 * how many arguments it takes is not looked at here, `include` excepted.
 */
export function parseNginx(input: ParseInput): ConfigTree {
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
    return { mainFile: input.mainFile, files: [], directives: [], problems: [unread] };
  }
  return {
    mainFile: input.mainFile,
    files: [...loading.files],
    directives: topDirectives(main),
    problems: loading.problems,
  };
}
