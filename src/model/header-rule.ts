import { boundedPattern } from "./bounded-pattern.ts";
import { quoted } from "./evidence.ts";
import type { HeaderRule, TextMatch } from "./health-check.ts";

type Headers = readonly (readonly [name: string, value: string])[];

/** The first of these rules that the headers of an answer break. A pattern that uhc does not follow says nothing. */
export function brokenRule(
  rules: readonly HeaderRule[] | undefined,
  headers: Headers,
): HeaderRule | undefined {
  return rules?.find((rule) => {
    const found = finds(rule, headers);
    return found !== undefined && found === rule.isNegated;
  });
}

/** Names are compared whatever their case; values as they are (src/tcpcheck.c, tcpcheck_eval_expect_http). */
function finds({ name, value, isWhole }: HeaderRule, headers: Headers): boolean | undefined {
  const named = headers.filter(([given]) => fits(lowered(name), given.toLowerCase()) === true);
  if (isUnread(name) || (value !== undefined && isUnread(value))) return undefined;
  if (value === undefined) return named.length > 0;
  const values = named.flatMap(([, text]) => (isWhole ? [text] : text.split(",").map((part) => part.trim())));
  return values.some((text) => fits(value, text) === true);
}

function lowered(match: TextMatch): TextMatch {
  return match.how === "pattern" ? match : { ...match, text: match.text.toLowerCase() };
}

function isUnread({ how, text }: TextMatch): boolean {
  return how === "pattern" && boundedPattern(text, 1_024) === undefined;
}

function fits({ how, text }: TextMatch, given: string): boolean | undefined {
  if (how === "equal") return given === text;
  if (how === "prefix") return given.startsWith(text);
  if (how === "suffix") return given.endsWith(text);
  return how === "part" ? given.includes(text) : boundedPattern(text, given.length)?.test(given);
}

/** "a header X-Ready with "yes"", "no header Retry-After". */
export function headerRuleText({ name, value, isNegated }: HeaderRule): string {
  const what = `${isNegated ? "no" : "a"} header ${matchText(name, name.text)}`;
  if (value === undefined) return what;
  return `${what} ${value.how === "equal" ? "with " : "with a value "}${matchText(value, quoted(value.text, 60))}`;
}

const WORDS = { prefix: "that begins with ", suffix: "that ends in ", part: "that holds ", pattern: "like " };

function matchText({ how }: TextMatch, text: string): string {
  return how === "equal" ? text : `${WORDS[how]}${text}`;
}
