/** Work that a pattern may cost on one text, in steps at worst. A config is hostile input, and so are its patterns. */
const MOST_STEPS = 5_000_000;

/**
 * Makes a regular expression out of a gateway's pattern, if it means the same there and here and if its cost on texts of
 * `length` characters has a bound: literals, classes, `.`, anchors, groups that are not repeated, a few quantifiers. No
 * lookaround, no references back, no inline flags, no possessive quantifiers. Undefined for any other pattern.
 */
export function boundedPattern(pattern: string, length: number): RegExp | undefined {
  const cost = costOf(pattern, Math.max(length, 2));
  if (cost === undefined || cost > MOST_STEPS) return undefined;
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

// one construct at a time: escape, class, group start, group end with its quantifier, quantifier, alternative, the rest
const CONSTRUCT =
  /(?<escape>\\(?:[dDwWsSbB]|[^A-Za-z0-9\n]))|(?<set>\[(?:\^?\]|\^)?(?:\\[^\n]|[^\]\\[])*\])|(?<open>\((?:\?:)?(?![?*]))|(?<close>\)\??)|(?<repeat>(?:[*+]|\{\d{1,4}(?:,\d{0,4})?\})\??)|(?<choice>[|?])|(?<rest>[^\\[\](){}*+?|])/y;

/** Steps at worst; undefined for a construct that is not followed. */
function costOf(pattern: string, length: number): number | undefined {
  let cost = length;
  CONSTRUCT.lastIndex = 0;
  let afterGroup = false;
  for (let at = 0; at < pattern.length; at = CONSTRUCT.lastIndex) {
    const groups = CONSTRUCT.exec(pattern)?.groups;
    if (groups === undefined) return undefined;
    if (groups.repeat !== undefined && (afterGroup || at === 0)) return undefined;
    if (groups.repeat !== undefined) cost *= length;
    if (groups.choice !== undefined || groups.close?.endsWith("?")) cost *= 2;
    afterGroup = groups.close !== undefined || groups.repeat !== undefined;
  }
  return cost;
}
