import type { NameRule } from "../../../model/forward.ts";
import type { Value } from "../../../text/tree.ts";
import { get, text } from "../message.ts";

const HOW = ["exact", "prefix", "suffix", "contains"] as const;

/** A `type.matcher.v3.StringMatcher`; undefined for a kind that is not followed (`custom`). */
export function readMatcher(matcher: Value | undefined): Pick<NameRule, "how" | "text"> | undefined {
  for (const how of HOW) {
    const found = text(matcher, how);
    if (found !== undefined) return { how, text: found };
  }
  const regex = text(get(matcher, "safe_regex"), "regex") ?? text(matcher, "regex");
  return regex === undefined ? undefined : { how: "regex", text: regex };
}

/** The matcher as a condition of people: `exact "v2"`. */
export function matcherText(matcher: Value | undefined): string {
  const found = readMatcher(matcher);
  return found === undefined
    ? "something else"
    : `${found.how === "exact" ? "" : `${found.how} `}"${found.text}"`;
}
