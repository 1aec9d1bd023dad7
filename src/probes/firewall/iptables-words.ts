/**
 * The words of a line that iptables-save prints: those with blanks stand in double quotes, with a backslash before quotes and
 * backslashes within (xtables_save_string).
 */
export function iptablesWords(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replace(/\\(.)/g, "$1"),
  );
}

/** One option of a rule with the words behind it. */
export interface RuleOption {
  readonly name: string;
  readonly isNegated: boolean;
  readonly values: readonly string[];
}

/** "! -s 10.0.0.0/8 -p tcp -m tcp --dport 8081": an exclamation mark negates the option behind it. */
export function ruleOptions(words: readonly string[]): readonly RuleOption[] {
  const options: { name: string; isNegated: boolean; values: string[] }[] = [];
  let isNegated = false;
  for (const word of words) {
    const last = options.at(-1);
    if (word === "!") isNegated = true;
    else if (/^--?[a-z]/.test(word)) {
      options.push({ name: word, isNegated, values: [] });
      isNegated = false;
    } else last?.values.push(word);
  }
  return options;
}
