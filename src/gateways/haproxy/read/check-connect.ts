import { type Line, wordAt } from "../ast.ts";
import type { LineOption, LineOptions } from "./line-options.ts";

/** Words of a connect rule with a value behind them, by the option of a server that says the same. */
const VALUES: ReadonlyMap<string, string> = new Map([
  ["port", "port"],
  ["addr", "addr"],
  ["sni", "check-sni"],
  ["alpn", "check-alpn"],
  ["proto", "check-proto"],
]);
const FLAGS: ReadonlyMap<string, string> = new Map([
  ["ssl", "check-ssl"],
  ["send-proxy", "check-send-proxy"],
]);
/** What a server's own line says of how it is connected to. */
const OF_SERVERS = [
  "ssl",
  "check-ssl",
  "send-proxy",
  "send-proxy-v2",
  "check-send-proxy",
  "check-sni",
  "check-alpn",
];

/**
 * The options of a server as the first `http-check connect` or `tcp-check connect` changes them: without its word `default`
 * the check connects as the rule says, and not as the server's line does (section 4.2 of the manual).
 */
export function connectOptions(rules: readonly Line[], options: LineOptions): LineOptions {
  const rule = rules.find(({ words }) => words[1] === "connect");
  if (rule === undefined) return options;
  const changed = new Map<string, LineOption>(options);
  if (!rule.words.includes("default")) for (const name of OF_SERVERS) changed.delete(name);
  for (let index = 2; index < rule.words.length; index++) {
    const word = rule.words[index] ?? "";
    const [value, flag] = [VALUES.get(word), FLAGS.get(word)];
    if (flag !== undefined)
      changed.set(flag, { value: "", line: rule, index, column: wordAt(rule, index).column });
    if (value === undefined) continue;
    const { column } = wordAt(rule, index + 1);
    changed.set(value, { value: rule.words[index + 1] ?? "", line: rule, index, column });
    index++;
  }
  return changed;
}
