import { similarName } from "../../../model/similar-name.ts";
import { type Line, wordAt } from "../ast.ts";
import { type Reading, refuse } from "../reading.ts";
import { type LineOption, type LineOptions, NO_OPTIONS } from "./line-options.ts";
import { BIND_TABLE, walkOptions } from "./option-words.ts";

/** The options of a `bind` line, behind its address. */
export function bindOptions(line: Line, what: string, reading: Reading): LineOptions {
  const { words } = line;
  if (words.length <= 2) return NO_OPTIONS;
  const options = new Map<string, LineOption>();
  walkOptions(words, 2, BIND_TABLE, {
    onOption: (name, value, index) => {
      const { column } = wordAt(line, value === "" ? index : index + 1);
      options.set(name, { value, line, index, column });
    },
    onTakenBack: () => undefined,
    onProblem: (index, word, problem) => {
      const meant = problem === "unknown" ? similarName(word, BIND_TABLE.names) : undefined;
      const hint = meant === undefined ? "." : `; did you mean '${meant}' maybe ?`;
      const why = problem === "unknown" ? `unknown keyword '${word}'${hint}` : `: '${word}' : missing value`;
      refuse(reading, line, `'bind ${what}' ${why}`, index);
    },
  });
  return options;
}
