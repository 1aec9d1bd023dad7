const OPERATORS = new Set(["=", "!=", "~", "~*", "!~", "!~*"]);
const FILE_TESTS = new Set(["-f", "!-f", "-d", "!-d", "-e", "!-e", "-x", "!-x"]);

/** What nginx says of the condition of an `if` (ngx_http_rewrite_if_condition); undefined where it takes it. */
export function conditionProblem(texts: readonly string[]): string | undefined {
  const words = [...texts];
  const first = words[0] ?? "";
  if (!first.startsWith("(")) return `invalid condition "${first}"`;
  if (first.length === 1) words.shift();
  else words[0] = first.slice(1);
  const last = words.at(-1) ?? "";
  if (!last.endsWith(")")) return `invalid condition "${last}"`;
  if (last.length === 1) words.pop();
  else words[words.length - 1] = last.slice(0, -1);
  const [subject, operator, ...more] = words;
  if (subject === undefined) return 'invalid condition ")"';
  if (subject.length > 1 && subject.startsWith("$")) {
    if (operator === undefined) return undefined;
    if (!OPERATORS.has(operator)) return `unexpected "${operator}" in condition`;
    return more.length === 1 ? undefined : `invalid condition "${operator}"`;
  }
  if (!FILE_TESTS.has(subject)) return `invalid condition "${subject}"`;
  return operator !== undefined && more.length === 0
    ? undefined
    : `invalid condition "${operator ?? subject}"`;
}
