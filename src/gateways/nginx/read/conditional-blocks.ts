import { everyLine, has, nearest, own, type Reading, type Scope, wordText } from "../context.ts";
import { HTTP_PASSES } from "./pass.ts";

/** Lines by which an `if` answers by itself, or leaves the location. */
const ENDS = new Set(["return", "rewrite", ...HTTP_PASSES.map(({ directive }) => directive)]);

/**
 * An `if` that is taken becomes the location of the request, and inherits no `try_files` (its module merges nothing). What
 * would have gone on to the application is then looked for among the files: 404. Undefined where the config has no such lines.
 */
export function conditionalBlocks(reading: Reading): ((scope: Scope) => void) | undefined {
  if (!reading.mentions("try_files") || !reading.mentions("if")) return undefined;
  return (scope) => {
    const location = scope.parent;
    if (scope.kind !== "if" || location?.kind !== "location" || scope.block === undefined) return;
    const [line] = own(location, "try_files");
    const last = line === undefined ? undefined : wordText(line, line.words.length - 1);
    // a fallback to a status would have been a 404 as well
    if (last === undefined || last.startsWith("=")) return;
    if (HTTP_PASSES.some(({ directive }) => has(location, directive))) return;
    // an error page for the 404 may lead to the application as well
    if (nearest(scope, "error_page").some((page) => page.words.some(({ text }) => text === "404"))) return;
    if (everyLine(scope).some(({ name }) => ENDS.has(name) || name.includes("_by_lua"))) return;
    reading.report({
      cause: "conditional-block-drops-settings",
      message: `Where this "if" is taken, try_files is left out: nothing goes on to ${last}`,
      location: scope.block.location,
      refusesConfig: false,
      about: last,
      remedy: `Decide in the server block (if … { set $name 1; }), or by a map, so that the location itself has no "if"`,
    });
  };
}
